import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { launchStudio, type StudioProcess } from '../../support/studio-process.ts';

/** `test` with one real studio in a fresh data folder, shared by the tests of a run: `studio.url`, `await studio.ownerLink()`. */
export const test = base.extend<object, { studio: StudioProcess }>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern to learn what a fixture needs.
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'trashfire-e2e-'));
      chmodSync(dataDir, 0o711);
      const studio = await launchStudio(dataDir);
      await use(studio);
      await studio.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
export { expect } from '@playwright/test';
