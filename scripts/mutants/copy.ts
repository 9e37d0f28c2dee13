import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from '../checks.ts';

const LEFT_OUT = new Set(['node_modules', '.git', '.data', '.turbo', 'dist']);

/**
 * A copy of the project that can be broken without harm to the original, also when the run is killed. Packages from npm are linked
 * to the original; our own are linked to the copy, or a broken `shared` would not be the one its neighbours load.
 */
export function copyProject(): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'trashfire-mutants-'));
  for (const name of readdirSync(ROOT).filter((entry) => !LEFT_OUT.has(entry))) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  }
  mkdirSync(join(root, 'node_modules', '@trashfire'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((entry) => entry !== '@trashfire')) {
    symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  }
  for (const name of readdirSync(join(ROOT, 'node_modules', '@trashfire'))) {
    symlinkSync(join(root, name), join(root, 'node_modules', '@trashfire', name));
  }
  for (const name of readdirSync(ROOT)) linkNested(name, root);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Packages that npm could not put on top lie inside the workspace that wants them. */
function linkNested(name: string, root: string): void {
  const nested = join(ROOT, name, 'node_modules');
  try {
    readdirSync(nested);
  } catch {
    return;
  }
  symlinkSync(nested, join(root, name, 'node_modules'));
}
