import { defineConfig } from 'vitest/config';
import { texts } from './client/lingui-texts.ts';

/**
 * Two projects: `unit` lies beside the code and needs nothing but the code; `integration` (everything under tests/, and
 * *.integration.test.ts beside the code) starts real servers. `*.long.test.ts` runs only under `npm run test:long`.
 */
const shared = {
  // A test that hangs must say so long before CI gives up; nothing is retried, because a retry hides a race.
  testTimeout: 30_000,
  hookTimeout: 60_000,
  retry: 0,
};
const skipped = ['**/node_modules/**', '**/dist/**', '**/.data/**', 'tests/e2e/**'];
const LONG = '**/*.long.test.ts';
/** One migrated PostgreSQL for all of them; each file makes its own database from it. */
const globalSetup = ['tests/support/global-setup.ts'];
const INTEGRATION = ['tests/**/*.test.ts', '**/*.integration.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        plugins: texts(),
        test: {
          ...shared,
          name: 'unit',
          setupFiles: ['client/src/i18n/test-setup.ts'],
          include: ['{shared,prisma,collab-server,api,render-worker,client,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...skipped, LONG, ...INTEGRATION],
        },
      },
      {
        plugins: texts(),
        test: { ...shared, name: 'integration', globalSetup, include: INTEGRATION, exclude: [...skipped, LONG] },
      },
      {
        test: {
          ...shared,
          name: 'long',
          globalSetup,
          // Tells shared/src/testing/counts.ts to hand out the long counts.
          provide: { counts: 'long' },
          testTimeout: 60 * 60_000,
          include: [LONG],
          exclude: skipped,
        },
      },
    ],
  },
});
