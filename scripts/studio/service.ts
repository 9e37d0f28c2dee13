import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DATABASE_AWAY, importantLine, type LineLog } from './line-log.ts';

const GUARD = new URL('./child-guard.ts', import.meta.url).href;
const POLL_MS = 50;
const LAST_LINES = 20;
/** Failures in a row after which a person is told what that means; after it only the log speaks. */
const TOLD_AT = 5;

export interface ServiceTiming {
  /** A service that is not ready by then is ended and counts as fallen. */
  readyMs: number;
  /** A service that was ready this long before it fell is restarted at once; sooner falls wait longer and longer. */
  steadyMs: number;
  /** @param falls how often it fell in a row. @returns ms to wait before the next try. */
  restartDelay(falls: number): number;
}
const TIMING: ServiceTiming = { readyMs: 30_000, steadyMs: 60_000, restartDelay };

export interface ServiceOptions {
  name: string;
  /** Script run on this process's own Node. */
  script: string;
  env: Record<string, string>;
  log: LineLog;
  /** Whether it can do its work (its /readyz). */
  ready(): Promise<boolean>;
  /** A line for the person at the terminal. */
  say(line: string): void;
  timing?: Partial<ServiceTiming>;
}

export interface Service {
  readonly name: string;
  /** Process number of the running child, null between two. */
  pid(): number | null;
  /** Resolves when the service is ready; throws with its last words when it falls before that. From then on it is kept alive (R6). */
  start(): Promise<void>;
  /** Asks it to end, and ends it by force after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** Milliseconds before the next start after `falls` falls in a row: doubles from 250, at most 30 s. */
export function restartDelay(falls: number): number {
  return Math.min(30_000, 250 * 2 ** Math.max(0, falls - 1));
}

/** One process of the studio: started, watched, restarted when it falls, stopped in order. */
export function createService(options: ServiceOptions): Service {
  const timing = { ...TIMING, ...options.timing };
  let child: ChildProcess | null = null;
  let stopping = false;
  let falls = 0;
  const halt = new AbortController();

  const launch = (): { process: ChildProcess; words: string[] } => {
    const process = spawnService(options);
    const words = follow(process, options);
    child = process;
    return { process, words };
  };
  const isUp = (process: ChildProcess): Promise<boolean> => becomesReady(process, options.ready, timing.readyMs);

  /** @returns the process when it got ready; else nothing of it is left. */
  const tryAgain = async (): Promise<ChildProcess | null> => {
    try {
      const { process } = launch();
      if (await isUp(process)) return process;
      await end(process, 0);
    } catch (error) {
      // No memory for another process: the next try may find some.
      options.log.write(String(error));
    }
    return null;
  };

  /** Whatever ends it, or keeps it from getting ready, is followed by another try, for as long as the studio runs (R6). */
  const keepAlive = async (first: ChildProcess): Promise<void> => {
    let current: ChildProcess | null = first;
    for (;;) {
      const since = Date.now();
      if (current !== null) await exited(current);
      child = null;
      if (stopping) return;
      falls = current !== null && Date.now() - since > timing.steadyMs ? 1 : falls + 1;
      const wait = timing.restartDelay(falls);
      const line = fallLine(options, falls, current, wait);
      if (line !== null) options.say(line);
      await delay(wait, undefined, { signal: halt.signal }).catch(() => undefined);
      if (stopping) return;
      current = await tryAgain();
      if (current !== null) options.say(`${options.name} is back.`);
    }
  };

  return {
    name: options.name,
    pid: () => child?.pid ?? null,
    async start() {
      if (stopping) return;
      const { process, words } = launch();
      if (!(await isUp(process))) {
        const fell = process.exitCode !== null || process.signalCode !== null;
        await end(process, 0);
        child = null;
        const said = words.slice(-3).join(' | ').slice(0, 400);
        throw new Error(
          `${options.name} ${fell ? `stopped while starting (${reasonOf(process)})` : `was not ready after ${timing.readyMs / 1000} s`}${said ? `: ${said}` : ''}. The details are in ${options.log.file}.`,
        );
      }
      void keepAlive(process);
    },
    async stop(graceMs) {
      stopping = true;
      halt.abort();
      if (child !== null) await end(child, graceMs);
    },
  };
}

/** @param fallen the process that had been ready; null when it did not get that far. @returns null when nothing new is to be said. */
function fallLine({ name, log }: ServiceOptions, falls: number, fallen: ChildProcess | null, wait: number): string | null {
  if (falls > TOLD_AT) return null;
  if (falls === TOLD_AT) {
    return `${name} fell ${falls} times in a row. The studio goes on trying; nothing that was saved is lost. The reason is in ${log.file}. If it does not come back, stop the studio with Ctrl-C and start it again.`;
  }
  const what = fallen === null ? 'did not get ready' : `stopped unexpectedly (${reasonOf(fallen)})`;
  return `${name} ${what}; starting it again${wait >= 1000 ? ` in ${wait / 1000} s` : ''}.`;
}

/** In a process group of its own, so that Ctrl-C in the terminal reaches the studio alone and it stops things in order. */
function spawnService({ script, env }: ServiceOptions): ChildProcess {
  return spawn(process.execPath, ['--import', GUARD, script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Sends every line to the log and the important ones to the terminal. @returns the last lines, growing. */
function follow(child: ChildProcess, { name, log, say }: ServiceOptions): string[] {
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(line);
      words.push(importantLine(line) ?? line.slice(0, 300));
      if (words.length > LAST_LINES) words.shift();
      const important = importantLine(line);
      if (important !== null) say(important === DATABASE_AWAY ? important : `${name}: ${important}`);
    });
  }
  child.on('error', (error) => log.write(String(error)));
  return words;
}

async function becomesReady(child: ChildProcess, ready: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await ready().catch(() => false)) return true;
    await delay(POLL_MS);
  }
  return false;
}

/** Resolves when the process is gone. An 'error' of it (a signal that could not be sent, a broken channel) is not its end. */
export async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
}

async function end(child: ChildProcess, graceMs: number): Promise<void> {
  const gone = exited(child);
  child.kill('SIGTERM');
  const timer = new AbortController();
  const late = delay(graceMs, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
  if ((await Promise.race([gone, late])) === 'late') killGroup(child);
  timer.abort();
  await gone;
}

/** The whole group: an encoder that a killed worker leaves behind would go on writing. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function reasonOf(child: ChildProcess): string {
  return child.signalCode ?? `exit code ${child.exitCode ?? 'unknown'}`;
}
