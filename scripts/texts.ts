/**
 * `npm run check` asks it: every text of the client stands in the catalogue, in both languages. It gathers the texts anew beside a copy of
 * the catalogue and says which are new, which are gone and which have no Japanese.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatter } from '@lingui/format-po';
import { ROOT } from './checks.ts';

const CLIENT = join(ROOT, 'client');
const KEPT = join(CLIENT, 'src', 'i18n', 'locales');
const SHOWN = 20;

const fresh = mkdtempSync(join(tmpdir(), 'texts-'));
try {
  cpSync(KEPT, fresh, { recursive: true });
  const lingui = join(ROOT, 'node_modules', '.bin', 'lingui');
  const run = spawnSync(lingui, ['extract', '--clean'], {
    cwd: CLIENT,
    env: { ...process.env, CATALOGUE: fresh },
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}`);
  const [now, kept] = [await messagesIn(fresh), await messagesIn(KEPT)];
  const faults = [
    ...[...now.keys()].filter((id) => !kept.has(id)).map((id) => `not in the catalogue: ${id}`),
    ...[...kept.keys()].filter((id) => !now.has(id)).map((id) => `no longer in the code: ${id}`),
    ...[...kept].filter(([id, text]) => now.has(id) && text === '').map(([id]) => `no Japanese: ${id}`),
  ];
  for (const fault of faults.slice(0, SHOWN)) process.stdout.write(`${fault}\n`);
  if (faults.length > SHOWN) process.stdout.write(`and ${faults.length - SHOWN} more\n`);
  if (faults.length > 0)
    process.stdout.write('Run npm run i18n:extract, and translate what is new in client/src/i18n/locales/ja.po.\n');
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

/** Each text of the catalogue in a folder, with its Japanese; empty where there is none. */
async function messagesIn(folder: string): Promise<Map<string, string>> {
  const filename = join(folder, 'ja.po');
  const catalogue = await formatter().parse(readFileSync(filename, 'utf8'), { locale: 'ja', sourceLocale: 'en', filename });
  return new Map(Object.entries(catalogue).map(([id, { message, translation }]) => [message ?? id, String(translation ?? '')]));
}
