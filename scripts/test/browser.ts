import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** Chromium out of an npm tarball, for machines that can reach only the npm registry. Never part of a start. */
const PACKAGE = '@sparticuz/chromium';
const VERSION = '153.0.0';

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
  const found = fromNpm === null ? null : tryBrowser(fromNpm, 'npm', say);
  if (found !== null) return found;
  for (const path of INSTALLED.filter((file) => existsSync(file))) {
    const installed = tryBrowser(path, 'installed', say);
    if (installed !== null) return installed;
  }
  return null;
}

function tryBrowser(path: string, source: string, say: (line: string) => void): Browser | null {
  const words = ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'data:text/html,<b>it starts</b>'];
  const { status, stdout, stderr, error } = spawnSync(path, words, { encoding: 'utf8', timeout: 60_000 });
  if (status === 0 && stdout.includes('it starts')) return { path, label: `Chromium (${source})` };
  const missing = /error while loading shared libraries: (\S+):/.exec(stderr ?? '')?.[1];
  const reason = missing
    ? `the system lacks ${missing}`
    : (error?.message ?? stderr?.trim().split('\n').at(-1) ?? 'no reason given');
  say(`The browser at ${path} does not start: ${reason}.`);
  return null;
}

const Chromium = z.object({
  default: z.object({ executablePath: z.custom<() => Promise<string>>((value) => typeof value === 'function') }),
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
