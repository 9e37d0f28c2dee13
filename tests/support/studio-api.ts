import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@trashfire/shared/access/roles';
import { RedeemView } from '@trashfire/shared/api/contract';
import { ROUTES, type RouteName } from '@trashfire/shared/api/routes';
import { createQueues } from '@trashfire/shared/jobs/queues';
import pg from 'pg';
import { pino } from 'pino';
import type { z } from 'zod';
import { createAgent } from '../../api/src/agent/agent.ts';
import { createApp, type Modules } from '../../api/src/app.ts';
import { type Core, createCore } from '../../api/src/core.ts';
import { createFolderStore } from '../../api/src/features/assets/folder-store.ts';
import type { KeyProbe } from '../../api/src/features/connections/groq-probe.ts';
import { createRenderModule } from '../../api/src/features/render/module.ts';
import { createPostgresLog } from '../../collab-server/src/adapters/postgres-log.ts';
import { createPostgresMembership } from '../../collab-server/src/adapters/postgres-membership.ts';
import { silentBus } from '../../collab-server/src/ports/bus.ts';
import { CollabServer } from '../../collab-server/src/server.ts';
import { createPrisma } from '../../prisma/src/client.ts';
import { postTransaction } from '../../prisma/src/ledger.ts';
import { testDatabase } from './postgres.ts';

const TICKET_SECRET = 'ticket-secret-of-the-tests-0123456789';
export const WORKER_TOKEN = 'worker-token-of-the-tests-0123456789';
const GROQ = { model: 'openai/gpt-oss-120b' };
const silent = pino({ level: 'silent' });

export interface StudioApiOptions {
  /** A stand-in for the agent; left out, it is the real one without a key: the offline drafter. */
  agent?: Modules['agent'];
  probeGroq?: KeyProbe;
  clientDist?: string;
  now?: () => Date;
}

export interface StudioApi {
  /** Origin of the api. */
  url: string;
  collabUrl: string;
  core: Core;
  /** Makes a team with its owner. */
  team(name?: string): Promise<{ teamId: string; ownerId: string }>;
  /** Adds a person of a role and signs them in. @returns what to call the api with. */
  person(teamId: string, role: Role, name?: string): Promise<Caller>;
  /** Starts the render module a second time beside the first, as a node that joins or comes back does, and lets it catch up. */
  anotherNode(): void;
  stop(): Promise<void>;
}

export interface Caller {
  personId: string;
  bearer: string;
  /** Calls a row of the route table and gives its view. @throws Error with status and body of anything but 200. */
  call<N extends RouteName>(name: N, params?: Record<string, string>, body?: unknown): Promise<View<N>>;
  /** Calls a row of the route table and gives the raw answer. */
  raw(name: RouteName, params?: Record<string, string>, body?: unknown): Promise<Response>;
}
type View<N extends RouteName> = z.output<(typeof ROUTES)[N]['view']>;

/** The api with its database, queues and a collab-server, all real, in this process, on ports of their own. */
export async function startStudioApi(options: StudioApiOptions = {}): Promise<StudioApi> {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 8 });
  const prisma = createPrisma(database.url, 8);
  const queues = createQueues({ connection: { kind: 'postgres', url: database.url }, onError: () => undefined });
  await queues.migrate();
  const assets = await mkdtemp(join(tmpdir(), 'studio-assets-'));

  const server = createServer((request, response) => app(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const collab = new CollabServer(
    {
      log: createPostgresLog(pool),
      membership: createPostgresMembership(pool),
      bus: silentBus,
      logger: silent,
      ticketSecret: TICKET_SECRET,
      allowedOrigins: [url],
      node: randomUUID(),
    },
    { drainSpreadMs: 0 },
  );
  const collabUrl = `ws://127.0.0.1:${await collab.listen(0, '127.0.0.1')}`;
  const core = createCore({
    server,
    prisma,
    pool,
    store: await createFolderStore(assets),
    probeGroq: options.probeGroq ?? (() => Promise.resolve()),
    settings: {
      publicUrl: url,
      collabUrl,
      internalCollabUrl: collabUrl,
      ticketSecret: TICKET_SECRET,
      urlSecret: 'url-secret-of-the-tests-0123456789abc',
      encryptionKey: randomBytes(32),
      groq: { ...GROQ, environmentKey: undefined },
      queue: 'Postgres',
    },
    logger: silent,
    now: options.now ?? (() => new Date()),
  });
  const startRender = () => createRenderModule(core, { queues, workerToken: WORKER_TOKEN, apiUrl: url });
  const render = startRender();
  const renders = [render];
  const standIn = options.agent === undefined ? null : { ...options.agent, close: () => Promise.resolve() };
  const agent = standIn ?? createAgent({ core, queues, groq: GROQ, onQueued: render.outboxGrew });
  const app = createApp(
    core,
    { render, agent },
    { draining: () => false, ...(options.clientDist === undefined ? {} : { clientDist: options.clientDist }) },
  );

  return {
    url,
    collabUrl,
    core,
    team: (name = 'Team') => makeTeam(core, name),
    person: (teamId, role, name = role) => signIn(core, url, teamId, role, name),
    anotherNode() {
      const node = startRender();
      renders.push(node);
      node.catchUp();
    },
    async stop() {
      await core.realtime.close();
      server.closeAllConnections();
      await agent.close();
      await Promise.all(renders.map((node) => node.stop()));
      await collab.drain();
      await queues.close();
      await prisma.$disconnect();
      await pool.end();
      await database.drop();
      await rm(assets, { recursive: true });
    },
  };
}

async function makeTeam({ prisma }: Core, name: string): Promise<{ teamId: string; ownerId: string }> {
  const { id: teamId } = await prisma.team.create({ data: { name, plan: { create: { tier: 'studio', mode: 'mock' } } } });
  const owner = await prisma.person.create({ data: { teamId, name: 'Owner', color: '#00ffea' } });
  await prisma.membership.create({ data: { teamId, personId: owner.id, role: 'owner' } });
  const grant = { kind: 'grant', mode: 'mock', key: 'grant', memo: '', from: 'funding', to: 'credits' } as const;
  await postTransaction(prisma, { teamId, ...grant, amount: 25_000_000n });
  return { teamId, ownerId: owner.id };
}

async function signIn(core: Core, url: string, teamId: string, role: Role, name: string): Promise<Caller> {
  const { prisma } = core;
  const person = await prisma.person.create({ data: { teamId, name, color: '#ffb84d' } });
  await prisma.membership.create({ data: { teamId, personId: person.id, role } });
  const token = await loginToken(core, teamId, person.id);
  const redeemed = await fetch(`${url}${ROUTES.redeemLink.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const { bearer } = RedeemView.parse(await redeemed.json());
  const raw: Caller['raw'] = (route, params = {}, body) =>
    request(url, route, params, body, { authorization: `Bearer ${bearer}` });
  return {
    personId: person.id,
    bearer,
    raw,
    async call(route, params, body) {
      const answer = await raw(route, params, body);
      if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
      // Views are checked here, once for every test: an answer that does not fit its contract is a failure.
      return ROUTES[route].view.parse(await answer.json()) as never;
    },
  };
}

/** A one-time sign-in token of a person. */
export async function loginToken({ prisma }: Core, teamId: string, personId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  await prisma.loginLink.create({ data: { teamId, personId, tokenHash, expiresAt: new Date(Date.now() + 60_000) } });
  return token;
}

/** One request to a row of the route table. */
export function request(
  url: string,
  route: RouteName,
  params: Readonly<Record<string, string>>,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { method, path } = ROUTES[route];
  const filled = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  return fetch(`${url}${filled}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
