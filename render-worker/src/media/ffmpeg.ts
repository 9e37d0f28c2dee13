import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';

/** Finding and running ffmpeg: argument arrays, never a shell; killed on abort; what it complained about is in the error. */

export interface Ffmpeg {
  readonly path: string;
  /** Where it came from: `FFMPEG_PATH`, a folder on PATH, or the npm package. */
  readonly source: 'configured' | 'path' | 'npm';
  /** What it calls itself, such as "5.1.9-0+deb12u1". */
  readonly version: string;
}

const STDERR_TAIL_BYTES = 4000;
const PROBE_TIMEOUT_MS = 20_000;
/** After a polite kill; ffmpeg that is stuck in a write does not answer SIGTERM. */
const KILL_AFTER_MS = 2000;

type FfmpegChild = ChildProcessByStdio<Writable, Readable, Readable>;

export interface FfmpegRun {
  /** The process's input; closing it is how raw input ends. */
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly pid: number | undefined;
  /** Settles when the process has ended and its pipes are closed: rejects with the signal's reason, or with AppError on a failure. */
  readonly done: Promise<void>;
}

function tailOf(stream: Readable, bytes: number): () => string {
  let tail = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-bytes);
  });
  return () => tail.toString('utf8').trim();
}

/** What ffmpeg said last; a killed one says nothing. */
function lastLine(tail: string): string {
  const line =
    tail
      .split('\n')
      .at(-1)
      ?.replace(/[\s.]+$/, '')
      .slice(-200) ?? '';
  return line === '' ? say`without a word` : `“${line}”`;
}

function failureOf(child: FfmpegChild, tail: string): AppError {
  const how = child.signalCode === null ? `code ${child.exitCode ?? '?'}` : `signal ${child.signalCode}`;
  if (/No space left on device|File too large/i.test(tail)) {
    return new AppError(
      'unavailable',
      'The disk of the machine that renders is full, so the video could not be written. Free some space there, then render it again.',
      {
        details: { ffmpeg: tail },
      },
    );
  }
  const said = lastLine(tail);
  return new AppError(
    'internal',
    `The video could not be made: ffmpeg ended with ${how}, ${said}. Render it again; if it ends the same way, set FFMPEG_PATH to another ffmpeg.`,
    { details: { ffmpeg: tail } },
  );
}

/**
 * Starts ffmpeg. The caller writes to `stdin` (or ends it) and awaits `done`.
 * @param args everything after the program's name; `-nostdin` must not be among them when input is piped
 */
export function startFfmpeg(ffmpeg: Pick<Ffmpeg, 'path'>, args: readonly string[], signal?: AbortSignal): FfmpegRun {
  signal?.throwIfAborted();
  const child = spawn(ffmpeg.path, ['-hide_banner', '-loglevel', 'error', '-y', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const tail = tailOf(child.stderr, STDERR_TAIL_BYTES);
  // A process that dies while we write closes the pipe; its exit says why, the EPIPE does not.
  child.stdin.on('error', () => undefined);
  let kill: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGTERM');
    kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  };
  signal?.addEventListener('abort', stop, { once: true });
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new AppError('unavailable', `ffmpeg could not be started at ${ffmpeg.path}. Check FFMPEG_PATH.`, { cause }));
    });
    child.once('close', () => {
      if (signal?.aborted === true) reject(signal.reason);
      else if (child.exitCode === 0) resolve();
      else reject(failureOf(child, tail()));
    });
  }).finally(() => {
    clearTimeout(kill);
    signal?.removeEventListener('abort', stop);
  });
  // The caller may still be writing when the process fails; the rejection is theirs to see at `await done`.
  done.catch(() => undefined);
  return { stdin: child.stdin, stdout: child.stdout, pid: child.pid, done };
}

/** Runs ffmpeg without input to its end. */
export async function runFfmpeg(ffmpeg: Pick<Ffmpeg, 'path'>, args: readonly string[], signal?: AbortSignal): Promise<void> {
  const run = startFfmpeg(ffmpeg, args, signal);
  run.stdout.resume();
  run.stdin.end();
  await run.done;
}

async function outputOf(path: string, args: readonly string[]): Promise<string> {
  const run = startFfmpeg({ path }, args, AbortSignal.timeout(PROBE_TIMEOUT_MS));
  run.stdin.end();
  const chunks: Buffer[] = [];
  for await (const chunk of run.stdout) chunks.push(chunk);
  await run.done;
  return Buffer.concat(chunks).toString('utf8');
}

/** @returns what `ffmpeg -version` calls itself. @throws AppError 'unavailable' when it does not answer within 20 s or has no H.264 encoder. */
async function probeVersion(path: string): Promise<string> {
  const unusable = (cause?: unknown): AppError =>
    new AppError('unavailable', `${path} is not a working ffmpeg. Set FFMPEG_PATH to one.`, { cause });
  const [about, encoders] = await Promise.all([outputOf(path, ['-version']), outputOf(path, ['-encoders'])]).catch(
    (error: unknown) => {
      throw unusable(error);
    },
  );
  const version = /^ffmpeg version (\S+)/m.exec(about)?.[1];
  if (version === undefined) throw unusable();
  if (!/\blibx264\b/.test(encoders)) {
    throw new AppError('unavailable', `The ffmpeg at ${path} cannot encode H.264 (libx264). Set FFMPEG_PATH to one that can.`);
  }
  return version;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function npmBinary(): string | null {
  try {
    const installer: unknown = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg');
    return typeof installer === 'object' && installer !== null && 'path' in installer && typeof installer.path === 'string'
      ? installer.path
      : null;
  } catch {
    // The package throws on a platform it has no binary for; that is the same as not having one.
    return null;
  }
}

/** Where to look, as main.ts read it from the environment. */
export interface FfmpegPlaces {
  /** `FFMPEG_PATH`; when set, nothing else is tried. */
  readonly configured?: string | undefined;
  /** `PATH`. */
  readonly path?: string | undefined;
}

/**
 * Finds an ffmpeg that runs and can encode H.264: `configured`, else the first on PATH, else the npm package's.
 * @throws AppError 'unavailable' that says what was tried and what to do
 */
export async function locateFfmpeg(places: FfmpegPlaces): Promise<Ffmpeg> {
  const { configured } = places;
  if (configured !== undefined && configured !== '') {
    if (!(await isExecutable(configured))) {
      throw new AppError('unavailable', `FFMPEG_PATH is ${configured}, where no program lies. Correct it or leave it out.`);
    }
    return { path: configured, source: 'configured', version: await probeVersion(configured) };
  }
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const candidates: { path: string; source: Ffmpeg['source'] }[] = (places.path ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => ({ path: join(folder, name), source: 'path' }));
  const bundled = npmBinary();
  if (bundled !== null) candidates.push({ path: bundled, source: 'npm' });
  const refused: string[] = [];
  for (const { path, source } of candidates) {
    if (!(await isExecutable(path))) continue;
    try {
      return { path, source, version: await probeVersion(path) };
    } catch (error) {
      refused.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new AppError(
    'unavailable',
    `No usable ffmpeg was found on PATH or in the npm packages. Install ffmpeg or set FFMPEG_PATH. ${refused.join(' ')}`.trim(),
  );
}
