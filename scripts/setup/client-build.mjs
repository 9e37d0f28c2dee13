import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from './environment.mjs';
import { formatBytes, SetupError } from './terminal.mjs';

/**
 * @typedef {ReturnType<typeof import('./terminal.mjs').createTerminal>} Terminal
 */

/** Lies inside the build, so a build that was removed or cut off is made again: Vite empties the folder first. */
const STAMP = '.sources';

/** What a build depends on: the client, what it shares, and the pinned packages. */
const SOURCES = ['client', 'shared/src', 'package-lock.json', 'tsconfig.base.json'];
const SKIPPED = new Set(['node_modules', 'dist', 'fixtures', 'testing']);

/**
 * Builds the client with Vite when its sources changed since the last build.
 *
 * @param {{ root: string, data: string, node: string, terminal: Terminal }} job `node`: the Node 24 that npm brought
 */
export async function buildClient({ root, data, node, terminal }) {
  const dist = join(root, 'client', 'dist');
  const hash = hashSources(root);
  if (readText(join(dist, STAMP)) === hash) return;
  const step = terminal.step('Building the client');
  const logFile = join(data, 'logs', 'client-build.log');
  mkdirSync(join(data, 'logs'), { recursive: true });
  const log = openLog(logFile);
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'client'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  log.end();
  if (code !== 0) {
    step.drop();
    throw new SetupError('the client could not be built', `The reason is in ${logFile}.`);
  }
  writeFileSync(join(dist, STAMP), hash);
  step.done(`Built the client, ${formatBytes(folderBytes(dist))}`);
}

/** @param {string} root @returns {string} */
export function hashSources(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => listFiles(root, name)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} root @param {string} path @returns {string[]} files at or below the path, tests left out */
function listFiles(root, path) {
  const at = join(root, path);
  if (!existsSync(at)) return [];
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(at, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries.flatMap((entry) => {
    if (SKIPPED.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) return [];
    return entry.isDirectory() ? listFiles(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`];
  });
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** @param {string} folder */
function folderBytes(folder) {
  return listFiles(folder, '.').reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
