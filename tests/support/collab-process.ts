import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '@trashfire/shared/testing/eventually';
import { type Family, parseExposition } from '../../collab-server/src/testing/exposition-parser.ts';
import { type Address, STUDIO_ORIGIN, TICKET_SECRET } from '../../collab-server/src/testing/harness.ts';

const MAIN = fileURLToPath(new URL('../../collab-server/src/main.ts', import.meta.url));
const START_MS = 20_000;
/** Bytes of its log that are kept; the end is what a test looks at. */
const LOG_LIMIT = 4_000_000;

/** A collab-server as a process of its own, at an address it keeps over restarts. */
export interface CollabProcess {
  readonly address: Address;
  readonly pid: () => number;
  /** What it has logged since it was made, over all its starts. */
  readonly logged: () => string;
  /** Resolves when it is ready. @returns how long that took. ms. */
  start(): Promise<number>;
  /** With SIGKILL: nothing is flushed, nobody is told. */
  kill(): Promise<void>;
  /** With SIGTERM, as a deployment does it. @returns how long it took and with what it ended. ms. */
  stop(): Promise<{ ms: number; code: number | null }>;
  /** SIGSTOP and SIGCONT: alive for the kernel, dead for everybody else. */
  freeze(): void;
  thaw(): void;
  /** What `/readyz` says now; null when nobody answers. */
  readiness(withinMs?: number): Promise<{ status: number; body: string } | null>;
  metrics(): Promise<Map<string, Family>>;
}

export interface CollabProcessOptions {
  /** Asked again at each start. */
  redisUrl?: () => string;
  logLevel?: string;
}

/** @param databaseUrl asked again at each start. */
export async function collabProcess(databaseUrl: () => string, options: CollabProcessOptions = {}): Promise<CollabProcess> {
  const port = await freePort();
  const address = { url: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
  let child: ChildProcess | null = null;
  let log = '';

  const get = (path: string, withinMs = 5000) =>
    fetch(`${address.http}${path}`, { signal: AbortSignal.timeout(withinMs) }).catch(() => null);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };

  return {
    address,
    pid: () => child?.pid ?? 0,
    logged: () => log,
    start: async () => {
      const began = performance.now();
      const env = {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: options.logLevel ?? 'fatal',
        DATABASE_URL: databaseUrl(),
        TICKET_SECRET,
        PUBLIC_URL: STUDIO_ORIGIN,
        ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl() }),
      };
      const started = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      const hear = (bytes: Buffer): void => {
        log = (log + bytes.toString()).slice(-LOG_LIMIT);
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      const ready = async () => {
        if (started.exitCode !== null || started.signalCode !== null)
          throw new Error(`the collab-server ended: ${log.slice(-2000)}`);
        return (await get('/readyz'))?.ok;
      };
      await eventually('the collab-server is ready', ready, START_MS);
      return performance.now() - began;
    },
    kill: async () => {
      await end('SIGKILL');
    },
    stop: async () => {
      const began = performance.now();
      const code = await end('SIGTERM');
      return { ms: performance.now() - began, code };
    },
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    readiness: async (withinMs) => {
      const answer = await get('/readyz', withinMs);
      return answer === null ? null : { status: answer.status, body: await answer.text() };
    },
    metrics: async () => parseExposition((await (await get('/metrics'))?.text()) ?? ''),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const found = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof found === 'object' && found !== null ? found.port : 0;
}
