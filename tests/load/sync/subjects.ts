import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { DocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { COLLAB_PATH } from '@trashfire/shared/realtime/protocol';
import { eventually } from '@trashfire/shared/testing/eventually';
import { STUDIO_ORIGIN, TICKET_SECRET } from '../../../collab-server/src/testing/harness.ts';
import { SERVER_CORE } from './processes.ts';
import { type Dialect, hocuspocusDialect, yWebsocketDialect } from './wire/dialect.ts';
import { RawClient } from './wire/raw-client.ts';
import type { World } from './world.ts';

export const SUBJECTS = ['ours', 'yws', 'hocuspocus', 'yws-pg', 'hocuspocus-pg'] as const;
export type SubjectId = (typeof SUBJECTS)[number];

export const SUBJECT_NAMES: Readonly<Record<SubjectId, string>> = {
  ours: 'TrashFire collab-server, durable',
  yws: '@y/websocket-server 0.1.1',
  hocuspocus: '@hocuspocus/server 4.7.0',
  'yws-pg': '@y/websocket-server 0.1.1 + Postgres',
  'hocuspocus-pg': '@hocuspocus/server 4.7.0 + Postgres',
};

/** What a server says of its own process. */
export interface Inside {
  heapUsed: number;
  external: number;
  /** Of the event loop, ms. */
  delayP99: number;
}

/** A server that runs, on the servers' core. */
export interface RunningServer {
  subject: SubjectId;
  dialect: Dialect;
  pid: number;
  port: number;
  /** A new raw connection; it has not said anything yet. @param person who opens it, where the server asks. */
  connect(document: DocumentName, person: number): RawClient;
  /** `collect`: after a garbage collection. `forget`: starts a new measurement of the event loop. */
  inside(question: 'look' | 'collect' | 'forget'): Promise<Inside>;
  /** Connections the server ended, each with why: they make a round's figures worthless. */
  cut: string[];
  stop(): Promise<void>;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const PROGRAMS: Readonly<Record<SubjectId, string>> = {
  ours: here('../../../collab-server/src/main.ts'),
  yws: here('./servers/y-websocket.ts'),
  'yws-pg': here('./servers/y-websocket.ts'),
  hocuspocus: here('./servers/hocuspocus.ts'),
  'hocuspocus-pg': here('./servers/hocuspocus.ts'),
};
const READY_MS = 30_000;

export async function startServer(subject: SubjectId, world: World): Promise<RunningServer> {
  const port = await freePort();
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOST: '127.0.0.1',
    PORT: String(port),
    NODE_ENV: 'production',
  };
  if (subject === 'ours') {
    Object.assign(env, { DATABASE_URL: world.databaseUrl, TICKET_SECRET, PUBLIC_URL: STUDIO_ORIGIN, LOG_LEVEL: 'warn' });
  } else if (subject.endsWith('-pg')) {
    env.PEER_DATABASE_URL = world.databaseUrl;
  }
  const flags = ['--expose-gc', '--disable-warning=ExperimentalWarning', '--import', here('./servers/probe.ts')];
  const child = spawn('taskset', ['-c', String(SERVER_CORE), process.execPath, ...flags, PROGRAMS[subject]], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const running: RunningServer = {
    subject,
    dialect: subject.startsWith('hocuspocus') ? hocuspocusDialect : yWebsocketDialect(subject === 'ours'),
    // taskset becomes the server: it replaces itself.
    pid: child.pid ?? 0,
    port,
    cut: [],
    connect: (document, person) => new RawClient({ port, path: pathOf(subject, document, world, person), origin: STUDIO_ORIGIN }),
    inside: (question) => ask(child, question),
    stop: () => stop(child).finally(() => process.off('exit', killAtExit)),
  };
  const path = subject === 'ours' ? '/readyz' : '/';
  const ready = async () => {
    if (child.exitCode !== null) throw new Error(`${SUBJECT_NAMES[subject]} ended with ${child.exitCode} while starting`);
    return (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null))?.ok;
  };
  await eventually(`${SUBJECT_NAMES[subject]} is ready`, ready, READY_MS);
  return running;
}

function pathOf(subject: SubjectId, document: DocumentName, world: World, person: number): string {
  if (subject !== 'ours') return `/${document}`;
  const ticket = world.ticket(document, person);
  return `${COLLAB_PATH}/${document}?ticket=${ticket}&schema=${DOCUMENT_SCHEMA_VERSION}&caps=ack`;
}

async function ask(child: ChildProcess, question: string): Promise<Inside> {
  child.send(question);
  const [answer] = (await once(child, 'message', { signal: AbortSignal.timeout(READY_MS) })) as [Inside];
  return answer;
}

/** With SIGKILL: what a server does when it ends is no part of the figures, and the next round starts a fresh one. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const found = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof found === 'object' && found !== null ? found.port : 0;
}
