import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** Chromium out of an npm tarball, for machines that can reach only the npm registry. Never part of a start. */
const PACKAGE = '@sparticuz/chromium';
const VERSION = '153.0.0';
/** A cold browser on a busy machine. ms. */
const START_MS = 30_000;

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export interface Browser {
  path: string;
  /** What it is and where it came from, for the report. */
  label: string;
}

/**
 * A Chromium that starts on this machine: `CHROMIUM_PATH`, the one from npm, or an installed one; each is really started.
 *
 * @returns null with the reasons said when there is none
 */
export async function findBrowser(dataDir: string, say: (line: string) => void): Promise<Browser | null> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return tryBrowser(given, 'CHROMIUM_PATH', say);
  const fromNpm = await chromiumFromNpm(join(dataDir, 'test-tools'), say);
  const found = fromNpm === null ? null : await tryBrowser(fromNpm, 'npm', say);
  if (found !== null) return found;
  for (const path of INSTALLED.filter((file) => existsSync(file))) {
    const installed = await tryBrowser(path, 'installed', say);
    if (installed !== null) return installed;
  }
  return null;
}

/** Starts it as the tests will, and waits until it can be driven. */
async function tryBrowser(path: string, source: string, say: (line: string) => void): Promise<Browser | null> {
  const profile = mkdtempSync(join(tmpdir(), 'trashfire-browser-'));
  const words = [
    '--headless',
    '--no-sandbox',
    '--no-zygote',
    '--disable-gpu',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(path, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const reason = await new Promise<string | null>((resolve) => {
    const timer = setTimeout(() => resolve(`it cannot be driven after ${START_MS / 1000} s`), START_MS);
    child.stderr.on('data', (part: Buffer) => {
      said = `${said}${part.toString('utf8')}`.slice(-4000);
      if (said.includes('DevTools listening on')) resolve(null);
    });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`it ended with code ${code ?? 'none'}`));
    child.once('close', () => clearTimeout(timer));
  });
  child.kill('SIGKILL');
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  if (reason === null) return { path, label: `Chromium (${source})` };
  const missing = /error while loading shared libraries: (\S+):/.exec(said)?.[1];
  say(`The browser at ${path} does not start: ${missing ? `the system lacks ${missing}` : reason}.`);
  return null;
}

interface Unpacker {
  executablePath(): Promise<string>;
}
/** The package's default export is a class whose static methods do the work. */
const Chromium = z.object({
  default: z.custom<Unpacker>((value) => typeof (value as Partial<Unpacker> | null)?.executablePath === 'function'),
});

async function chromiumFromNpm(folder: string, say: (line: string) => void): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  mkdirSync(folder, { recursive: true });
  const require = createRequire(join(folder, 'resolve.js'));
  const unpacked = join(folder, 'chromium');
  if (!existsSync(join(folder, 'node_modules', PACKAGE))) {
    say(`Fetching ${PACKAGE} ${VERSION} for the browser tests …`);
    const words = [
      'install',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      `${PACKAGE}@${VERSION}`,
    ];
    const { status, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) {
      say(`${PACKAGE} could not be fetched: ${stderr.trim().split('\n').at(-1) ?? ''}`);
      return null;
    }
  }
  if (existsSync(unpacked)) return unpacked;
  // The package unpacks itself into the folder for temporary files; here it stays beside its package.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const chromium = Chromium.parse(await import(pathToFileURL(require.resolve(PACKAGE)).href));
    return await chromium.default.executablePath();
  } catch (error) {
    say(`${PACKAGE} could not be unpacked: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
