import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests against the built client and the real studio (fixtures in e2e/support). One worker, because one studio serves
 * all; no retries, because a retry hides a race. `npm test -- e2e` finds the browser and sets CHROMIUM_PATH.
 */
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: './e2e',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: '../.data/test/e2e',
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
    },
  },
});
