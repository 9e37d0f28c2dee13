import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkDisk, checkWritable, freeBytes, fullest, npmCache, openLog } from './environment.mjs';
import { MARKER, planInstall, wantedPackages } from './install-plan.mjs';
import { ADDRESSED_LOCK, addressRefused, withAddresses } from './lock-addresses.mjs';
import { explainNpmFailure } from './npm-failure.mjs';
import { formatBytes, SetupError } from './terminal.mjs';

/**
 * @typedef {import('./install-plan.mjs').Lock} Lock
 * @typedef {import('./install-plan.mjs').Marker} Marker
 * @typedef {import('./environment.mjs').Tools} Tools
 * @typedef {ReturnType<typeof import('./terminal.mjs').createTerminal>} Terminal
 */

/** Last lines of npm's output kept to explain a failure; the whole lies in the log. */
const TAIL_LINES = 400;

/**
 * Brings node_modules to what the lockfile says, or does nothing when it is there already.
 *
 * @param {{ root: string, data: string, tools: Tools, terminal: Terminal, dev: boolean }} job
 */
export async function install({ root, data, tools, terminal, dev }) {
  const modules = join(root, 'node_modules');
  const lock = /** @type {Lock} */ (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const lockHash = hashManifests(root, lock);
  const plan = planInstall({
    lock,
    lockHash,
    dev,
    present: existsSync(modules),
    hidden: /** @type {Lock | null} */ (readJson(join(modules, '.package-lock.json'))),
    marker: /** @type {Marker | null} */ (readJson(join(modules, MARKER))),
  });
  if (plan === 'ready' && toolsPresent(modules)) return;

  checkDisk(freeBytes(root), true);
  const interrupted = plan === 'fresh' && existsSync(join(modules, MARKER));
  if (interrupted) terminal.say('  The last install was cut off; what it downloaded is used.');
  const step = terminal.step('Installing packages');
  if (plan !== 'add') rmSync(modules, { recursive: true, force: true, maxRetries: 3 });
  checkWritable(modules);
  const mark = (/** @type {Marker['state']} */ state) =>
    writeFileSync(join(modules, MARKER), `${JSON.stringify({ state, lock: lockHash, dev })}\n`);
  mark('installing');
  const wanted = wantedPackages(lock, { dev, os: process.platform, cpu: process.arch, libc: libcOfThisMachine() });
  const missing = new Set(wanted);
  const result = await runNpmInstall({ root, data, tools, dev, lock }, (bytes) => {
    for (const path of missing) if (existsSync(join(root, path, 'package.json'))) missing.delete(path);
    const done = wanted.length - missing.size;
    step.update(
      done === 0
        ? 'Looking packages up'
        : `Installing packages: ${done} of ${wanted.length}${bytes > 0 ? `, ${formatBytes(bytes)} downloaded` : ''}`,
    );
  }).catch((error) => {
    step.drop();
    throw error;
  });
  mark('installed');
  step.done(
    `Installed ${wanted.length} packages, ${result.bytes > 0 ? `${formatBytes(result.bytes)} downloaded` : 'all from npm’s cache'}`,
  );
}

/**
 * The lockfile alone is not enough: a manifest edited by hand is an outdated install too.
 *
 * @param {string} root
 * @param {Lock} lock
 */
function hashManifests(root, lock) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const path of Object.keys(lock.packages)) {
    if (!path.includes('node_modules/')) hash.update(readFileSync(join(root, path, 'package.json')));
  }
  return hash.digest('hex');
}

/** @param {string} modules @returns {boolean} whether what starts everything else is still there */
function toolsPresent(modules) {
  return existsSync(join(modules, 'node', 'package.json')) && existsSync(join(modules, '.bin'));
}

/** @param {string} file @returns {unknown} null when it is missing or cut off */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @returns {string | null} npm's word for the C library, null where there is no choice */
function libcOfThisMachine() {
  if (process.platform !== 'linux') return null;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report?.getReport() ?? {});
  return report.header?.glibcVersionRuntime ? 'glibc' : 'musl';
}

/**
 * `npm install` keeps to the lockfile and, unlike `npm ci`, tolerates a registry that lacks another platform's binary. A registry
 * that keeps its archives elsewhere than the public one is asked about each package, as npm does by itself.
 *
 * @param {{ root: string, data: string, tools: Tools, dev: boolean, lock: Lock }} job
 * @param {(bytes: number) => void} progress called each second with what was downloaded
 * @returns {Promise<{ bytes: number }>}
 */
async function runNpmInstall({ root, data, tools, dev, lock }, progress) {
  const logs = join(data, 'logs');
  mkdirSync(logs, { recursive: true });
  const logFile = join(logs, 'install.log');
  const addressed = join(root, ADDRESSED_LOCK);
  const stopped = () => {
    rmSync(addressed, { force: true });
    process.exit(130);
  };
  process.once('SIGINT', stopped);
  const cache = npmCache(data);
  const run = () => runNpm({ root, cache: cache.folder, tools, dev, logFile }, progress);
  try {
    const registry = askNpm(root, tools, ['config', 'get', 'registry']);
    if (/^https?:/.test(registry)) writeFileSync(addressed, JSON.stringify(withAddresses(lock, registry)));
    let result = await run();
    if (!result.ok && addressRefused(result.said)) {
      rmSync(addressed, { force: true });
      result = await run();
    }
    if (result.ok) return { bytes: result.bytes };
    const failure = explainNpmFailure(result.said, logFile, fullest([root, cache.folder, tmpdir()]));
    throw new SetupError(failure.what, failure.todo);
  } finally {
    process.off('SIGINT', stopped);
    rmSync(addressed, { force: true });
  }
}

/** @param {string} root @param {Tools} tools @param {readonly string[]} words @returns {string} what npm answered, or nothing */
function askNpm(root, tools, words) {
  const [command = '', ...first] = tools.npm;
  const { stdout } = spawnSync(command, [...first, ...words], {
    cwd: root,
    env: { ...process.env, PATH: tools.path },
    encoding: 'utf8',
    shell: process.platform === 'win32' && first.length === 0,
  });
  return stdout?.trim() ?? '';
}

/**
 * @param {{ root: string, cache: string, tools: Tools, dev: boolean, logFile: string }} job
 * @param {(bytes: number) => void} progress called each second with what was downloaded
 * @returns {Promise<{ ok: boolean, bytes: number, said: string }>} `said`: the last lines it printed
 */
async function runNpm({ root, cache, tools, dev, logFile }, progress) {
  const log = openLog(logFile);
  const began = Date.now();
  const [command = '', ...first] = tools.npm;
  const words = [
    ...first,
    'install',
    '--no-save',
    dev ? '--include=dev' : '--omit=dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=http',
    '--progress=false',
    '--cache',
    cache,
  ];
  const child = spawn(command, words, {
    cwd: root,
    env: {
      ...process.env,
      PATH: tools.path,
      NO_COLOR: '1',
      npm_config_color: 'false',
      // npm before 11 runs the install script of the Prisma CLI whatever allowScripts says; told of an engine, it asks no other host for one.
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma', 'scripts', 'schema-engine.mjs'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && first.length === 0,
  });
  let bytes = 0;
  /** @type {string[]} */
  const tail = [];
  const read = (/** @type {string} */ line) => {
    log.write(`${line}\n`);
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
  };
  createInterface({ input: child.stdout }).on('line', read);
  createInterface({ input: child.stderr }).on('line', read);
  const meter = createMeter(join(cache, '_cacache', 'content-v2'), began);
  const underWay = join(cache, '_cacache', 'tmp');
  const timer = setInterval(() => {
    progress(bytes);
    Promise.all([meter(), sizeOfNewFiles(underWay, began)]).then(
      ([finished, begun]) => {
        // What is under way also holds descriptions of packages, which are dropped again: never count backwards.
        bytes = Math.max(bytes, finished + begun);
      },
      () => {},
    );
  }, 1000);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    log.end();
    return { ok: code === 0, bytes: await meter(), said: tail.join('\n') };
  } finally {
    clearInterval(timer);
  }
}

/**
 * What npm downloaded since `since`: the packed packages (gzip) that appeared in its cache. Registry answers about packages are
 * cached unpacked, so they would count too much and are left out.
 *
 * @param {string} folder npm's content store
 * @param {number} since  unix ms
 * @returns {() => Promise<number>} bytes so far; each file is looked at once
 */
function createMeter(folder, since) {
  /** @type {Set<string>} */
  const seen = new Set();
  let bytes = 0;
  /** @type {Promise<number> | null} */
  let running = null;
  const look = async () => {
    for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
      // A content file is named by the rest of its hash, far longer than the two folder levels above it.
      if (seen.has(name) || name.length < 32) continue;
      seen.add(name);
      const file = join(folder, name);
      const found = await stat(file).catch(() => null);
      if (found?.isFile() && found.mtimeMs >= since && (await isGzip(file))) bytes += found.size;
    }
    return bytes;
  };
  return () => {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  };
}

/** @param {string} folder @param {number} since unix ms @returns {Promise<number>} bytes in files written since then */
async function sizeOfNewFiles(folder, since) {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  return found.reduce((sum, file) => sum + (file?.isFile() && file.mtimeMs >= since ? file.size : 0), 0);
}

/** @param {string} path */
async function isGzip(path) {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
