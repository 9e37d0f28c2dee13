import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests against the built client and the real studio (fixtures in e2e/support). Two workers, each with a studio and a
 * browser of its own: a story waits a third of its time. No retries, because a retry hides a race. The limits end what hangs and
 * say nothing of speed, which benchmarks measure. `npm test -- e2e` finds the browser and sets CHROMIUM_PATH.
 */
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: './e2e',
  workers: 2,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  outputDir: '../.data/test/e2e',
  reporter: [['list'], ['json']],
  use: {
    actionTimeout: 60_000,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
    },
  },
});
