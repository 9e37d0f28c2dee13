import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests against the built client and the real studio (fixtures in e2e/support). Each worker has a studio and a browser
 * of its own; `E2E_WORKERS=2` takes a third less time on two cores, and finds races that one does not. No retries, because a retry
 * hides a race. The limits end what hangs and say nothing of speed, which benchmarks measure. `npm test -- e2e` finds the browser
 * and sets CHROMIUM_PATH.
 */
const executablePath = process.env.CHROMIUM_PATH;
const workers = Number(process.env.E2E_WORKERS ?? 1);

export default defineConfig({
  testDir: './e2e',
  workers,
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
