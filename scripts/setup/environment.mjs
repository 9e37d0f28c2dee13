import { spawnSync } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import { formatBytes, SetupError } from './terminal.mjs';

/** Lowest Node that can run the set-up itself; the studio runs on the Node that npm brings. */
const MIN_NODE = 20;
const MIN_NPM = 9;
/** An install with its downloads takes about 1.0 GB; the database and a first episode want the rest. */
export const INSTALL_BYTES = 1.5e9;
/** Below this a running studio fails at its first render. */
const RUN_BYTES = 3e8;

/**
 * npm and the Node it runs on, both from outside the project: an install may replace node_modules, so it must not run from there.
 *
 * @typedef {{ node: string, npm: readonly string[], version: string, path: string }} Tools
 */

/** @param {string} root project folder @returns {Tools} */
export function findTools(root) {
  checkNode(process.versions.node);
  const inside = join(root, 'node_modules') + sep;
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !`${folder}${sep}`.startsWith(inside))
    .join(delimiter);
  const windows = process.platform === 'win32';
  const node = process.execPath.startsWith(inside) ? 'node' : process.execPath;
  const script = process.env.npm_execpath;
  const npm = script?.endsWith('.js') && !script.startsWith(inside) ? [node, script] : [windows ? 'npm.cmd' : 'npm'];
  const [command = '', ...first] = npm;
  const told = spawnSync(command, [...first, '--version'], {
    encoding: 'utf8',
    cwd: root,
    env: { ...process.env, PATH: path },
    shell: windows && first.length === 0,
  });
  const version = told.stdout?.trim() ?? '';
  if (told.status !== 0 || !/^\d+\./.test(version)) {
    throw new SetupError(
      'npm was not found',
      'It comes with Node: install Node 24 from nodejs.org or your system, then run the same command again.',
    );
  }
  if (Number.parseInt(version, 10) < MIN_NPM) {
    throw new SetupError(
      `npm ${version} is too old`,
      `Install npm ${MIN_NPM} or newer (npm install -g npm), then run the same command again.`,
    );
  }
  return { node, npm, version, path };
}

/** @param {string} version such as `20.11.1` */
export function checkNode(version) {
  if (Number.parseInt(version, 10) < MIN_NODE) {
    throw new SetupError(`Node ${version} is too old`, `Install Node ${MIN_NODE} or newer, then run the same command again.`);
  }
}

/**
 * Writes and removes a file, because permission bits do not tell of read-only mounts and full quotas.
 *
 * @param {string} folder made when missing
 */
export function checkWritable(folder) {
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    const file = openSync(probe, 'w');
    writeSync(file, 'x');
    closeSync(file);
    unlinkSync(probe);
  } catch (error) {
    throw explainWriteError(codeOf(error) === 'ENOENT' ? whyNotMade(folder) : error, folder);
  }
}

/** @param {unknown} error @returns {string} the system's word for it, such as `ENOSPC` */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** A recursive mkdir says ENOENT whatever is wrong above. @param {string} folder @returns {unknown} what is wrong with the nearest folder there is */
function whyNotMade(folder) {
  try {
    accessSync(nearest(folder), constants.W_OK);
    return null;
  } catch (error) {
    return error;
  }
}

/** @param {string} folder @returns {string} it, or the nearest folder above it that exists */
function nearest(folder) {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

/** @param {unknown} error @param {string} folder @returns {SetupError} */
export function explainWriteError(error, folder) {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new SetupError(
      `the disk of ${folder} is full`,
      `Free about ${formatBytes(INSTALL_BYTES)} there and run the same command again.`,
    );
  if (code === 'EROFS')
    return new SetupError(
      `${folder} is on a read-only disk`,
      'Move the project to a folder of yours and run the same command again.',
    );
  return new SetupError(
    `no permission to write ${folder}${code ? ` (${code})` : ''}`,
    'Make that folder yours (chown) or move the project to a folder of yours, then run the same command again.',
  );
}

const WRITE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM']);

/**
 * @param {unknown} error whatever ended the set-up
 * @param {string} folder where it was writing, when the error does not say
 * @returns {unknown} the same, or what it means to a person when the system refused a write
 */
export function explainSetupError(error, folder) {
  if (!(error instanceof Error) || !WRITE_ERRORS.has(codeOf(error))) return error;
  return explainWriteError(error, 'path' in error ? String(error.path) : folder);
}

/** @param {string} file @returns {import('node:fs').WriteStream} a log that gives up in silence: a full disk is told by whoever does the work */
export function openLog(file) {
  const log = createWriteStream(file);
  log.on('error', () => {});
  return log;
}

/** @param {string} folder need not exist yet @returns {number} bytes this user may still write there */
export function freeBytes(folder) {
  const disk = statfsSync(nearest(folder));
  return disk.bavail * disk.bsize;
}

/** @param {readonly string[]} folders @returns {string} the one with the least room, which is the one that filled up */
export function fullest(folders) {
  const [first = ''] = [...folders].sort((a, b) => freeBytes(a) - freeBytes(b));
  return first;
}

/** @param {number} free @param {boolean} installing */
export function checkDisk(free, installing) {
  const needed = installing ? INSTALL_BYTES : RUN_BYTES;
  if (free >= needed) return;
  throw new SetupError(
    `only ${formatBytes(free)} of disk are free and ${installing ? 'setting up' : 'running'} needs about ${formatBytes(needed)}`,
    'Free some space and run the same command again.',
  );
}

/**
 * npm's cache, or one inside the project when the home folder belongs to somebody else (a service user, `su` without a login).
 *
 * @param {string} data the project's data folder
 * @returns {{ folder: string, own: boolean }}
 */
export function npmCache(data) {
  const configured = process.env.npm_config_cache ?? process.env.NPM_CONFIG_CACHE;
  const windows = process.platform === 'win32' && process.env.LOCALAPPDATA;
  const folder = configured ?? (windows ? join(windows, 'npm-cache') : join(homedir(), '.npm'));
  return canWrite(folder) ? { folder, own: false } : { folder: join(data, 'npm-cache'), own: true };
}

/** @param {string} folder @returns {boolean} whether it, or the nearest folder above it that exists, can be written */
function canWrite(folder) {
  try {
    accessSync(nearest(folder), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
