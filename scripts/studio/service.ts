import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { importantLine, type LineLog } from './line-log.ts';

const GUARD = new URL('./child-guard.ts', import.meta.url).href;
const READY_MS = 30_000;
const POLL_MS = 50;
/** A service that ran this long before it fell is restarted at once; sooner falls wait longer and longer. */
const STEADY_MS = 60_000;
const LAST_LINES = 20;

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

/** @param falls how often it fell in a row. @returns ms to wait before the next try. */
export function restartDelay(falls: number): number {
  return Math.min(30_000, 250 * 2 ** Math.max(0, falls - 1));
}

/** One process of the studio: started, watched, restarted when it falls, stopped in order. */
export function createService(options: ServiceOptions): Service {
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

  const keepAlive = async (first: ChildProcess): Promise<void> => {
    let current = first;
    for (;;) {
      const began = Date.now();
      await exited(current);
      child = null;
      if (stopping) return;
      falls = Date.now() - began > STEADY_MS ? 1 : falls + 1;
      const wait = restartDelay(falls);
      options.say(
        `${options.name} stopped unexpectedly (${reasonOf(current)}); starting it again${wait >= 1000 ? ` in ${wait / 1000} s` : ''}.`,
      );
      await delay(wait, undefined, { signal: halt.signal }).catch(() => undefined);
      if (stopping) return;
      current = launch().process;
      if (await becomesReady(current, options.ready)) options.say(`${options.name} is back.`);
    }
  };

  return {
    name: options.name,
    pid: () => child?.pid ?? null,
    async start() {
      if (stopping) return;
      const { process, words } = launch();
      if (!(await becomesReady(process, options.ready))) {
        const fell = process.exitCode !== null || process.signalCode !== null;
        await end(process, 0);
        child = null;
        const said = words.slice(-3).join(' | ').slice(0, 400);
        throw new Error(
          `${options.name} ${fell ? `stopped while starting (${reasonOf(process)})` : `was not ready after ${READY_MS / 1000} s`}${said ? `: ${said}` : ''}. The details are in ${options.log.file}.`,
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
      if (important !== null) say(`${name}: ${important}`);
    });
  }
  child.on('error', (error) => log.write(String(error)));
  return words;
}

async function becomesReady(child: ChildProcess, ready: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await ready().catch(() => false)) return true;
    await delay(POLL_MS);
  }
  return false;
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) await once(child, 'exit');
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
