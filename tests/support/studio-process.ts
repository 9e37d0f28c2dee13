import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A whole studio in a process of its own, so that a test can kill it, or any process of it, and start it again. */
export interface StudioProcess {
  url: string;
  collabUrl: string;
  /** Process number of the one that watches the others. */
  pid: number;
  ownerLink(): Promise<string>;
  guestLink(): Promise<string>;
  loginToken(): Promise<string>;
  /** Process numbers of the services by name. */
  pids(): Promise<Record<string, number | null>>;
  /** Lines a person would have seen so far. */
  said(): readonly string[];
  /** Stops it in order, as Ctrl-C does. */
  stop(): Promise<void>;
  /** `kill -9` of the watching process: the services end by themselves, the database is left to the next start. */
  kill(): Promise<void>;
}

const CONTROL = fileURLToPath(new URL('../../scripts/test/studio-control.ts', import.meta.url));

/** @param dataDir kept by the caller; the same folder again is a restart. @param servicesRoot other services than the project's. */
export async function launchStudio(
  dataDir: string,
  options: { port?: number; servicesRoot?: string } = {},
): Promise<StudioProcess> {
  const child = spawn(process.execPath, [CONTROL], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, STUDIO_CONTROL: JSON.stringify({ dataDir, ...options }) },
  });
  const said: string[] = [];
  const waiting = new Map<number, (answer: Answer) => void>();
  child.on('message', (message: Answer | { line: string }) => {
    if ('line' in message) said.push(message.line);
    else waiting.get(message.id)?.(message);
  });
  const ended = new Promise<string>((resolve) => child.once('exit', () => resolve(`the studio ended: ${said.join(' | ')}`)));
  let last = 0;
  const ask = async <T>(what: string): Promise<T> => {
    last += 1;
    const id = last;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      void ended.then((error) => resolve({ id, error }));
      child.send({ id, what });
    });
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as T;
  };
  const { url, collabUrl } = await ask<{ url: string; collabUrl: string }>('started').catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    url,
    collabUrl,
    pid: child.pid ?? 0,
    ownerLink: () => ask('ownerLink'),
    guestLink: () => ask('guestLink'),
    loginToken: () => ask('loginToken'),
    pids: () => ask('pids'),
    said: () => said,
    stop: async () => {
      if (!isRunning(child)) return;
      child.disconnect();
      await once(child, 'exit');
    },
    kill: async () => {
      if (!isRunning(child)) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
