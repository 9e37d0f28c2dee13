import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, chooseAddress } from './address.ts';
import { type Database, openDatabase } from './database.ts';
import { type ServiceName, type Settings, serviceEnv } from './env.ts';
import { createLineLog } from './line-log.ts';
import { type Lock, takeLock } from './lock.ts';
import { freePort } from './ports.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { createService, type Service } from './service.ts';
import { inviteGuest, makeLoginToken, signInUrl } from './sign-in.ts';

export interface StudioOptions {
  /** Project folder. */
  root: string;
  dataDir: string;
  /** Wanted port of the studio; the next free one is taken when it is busy. 0: any. */
  port: number;
  lan: boolean;
  /** Folder with the three services, for tests of the studio itself; the project folder otherwise. */
  servicesRoot?: string;
  /** Word for whoever comes second: "studio" or "episode run". */
  what?: string;
  /** Ends the start early, as Ctrl-C does. */
  signal?: AbortSignal;
  /** Important lines for a person. */
  say(line: string): void;
  /** Names what is being done; the returned function ends the step with its line. */
  step(text: string): (done: string) => void;
}

export interface RunningStudio {
  /** Address of the studio for browsers and for the api's routes. */
  url: string;
  collabUrl: string;
  /** A token that signs the owner in once (`POST /api/session/redeem`). */
  loginToken(): Promise<string>;
  /** A link that signs the owner in once. */
  ownerLink(): Promise<string>;
  /** A link for one more person of the team. */
  guestLink(): Promise<string>;
  /** Process numbers by service, for tests that kill them. */
  pids(): Record<ServiceName, number | null>;
  /** Stops every process, Postgres last. Safe to call twice. */
  stop(): Promise<void>;
}

/** Ctrl-C has about eight seconds: the worker lets go of its job, then the servers close, then Postgres flushes. ms. */
const WORKER_GRACE = 2_500;
const SERVER_GRACE = 2_500;

/**
 * Brings the whole studio up: lock, secrets, database, services; each waited for. Whatever fails, what was started is stopped.
 *
 * @throws Error whose message is one line for people.
 */
export async function startStudio(options: StudioOptions): Promise<RunningStudio> {
  const { dataDir } = options;
  mkdirSync(dataDir, { recursive: true });
  const taken = takeLock(dataDir, options.what ?? 'studio');
  if (!taken.ok) {
    const { holder } = taken;
    throw new Error(
      `A ${holder.what} is already running here${holder.url ? ` at ${holder.url}` : ''} (process ${holder.pid}). Use that one, or stop it with Ctrl-C in its window.`,
    );
  }
  const undo: (() => Promise<void> | void)[] = [() => taken.lock.release()];
  try {
    return await bringUp(options, taken.lock, undo);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function bringUp(options: StudioOptions, lock: Lock, undo: (() => Promise<void> | void)[]): Promise<RunningStudio> {
  const { dataDir, say } = options;
  const address = chooseAddress(options.lan);
  const secrets = loadSecrets(dataDir);

  const databaseReady = options.step('Starting the database');
  const log = createLineLog(dataDir, 'studio');
  const database = await openDatabase({
    dataDir,
    queuePassword: secrets.queuePassword,
    env: process.env,
    log: log.write,
    say,
  });
  undo.push(() => database.stop());
  options.signal?.throwIfAborted();
  databaseReady(database.label);

  const servicesReady = options.step('Starting api, collab-server and render-worker');
  const ports = await choosePorts(options.port, address);
  if (options.port !== 0 && ports.api !== options.port) say(`Port ${options.port} is taken; the studio is on ${ports.api}.`);
  const settings = settingsFor({ options, address, ports, secrets, database });
  const services = createServices(options, settings, ports);
  undo.push(() => stopServices(services));
  options.signal?.addEventListener('abort', () => void stopServices(services), { once: true });
  options.signal?.throwIfAborted();
  await services['collab-server'].start();
  await services.api.start();
  await services['render-worker'].start();
  options.signal?.throwIfAborted();
  servicesReady('api, collab-server and render-worker are ready');

  const url = settings.api.PUBLIC_URL ?? '';
  lock.announce(url);
  const loginToken = (): Promise<string> => database.withPrisma((prisma) => makeLoginToken(prisma, database.studio));
  let stopped: Promise<void> | null = null;
  return {
    url,
    collabUrl: settings.api.COLLAB_URL ?? '',
    loginToken,
    ownerLink: async () => signInUrl(url, await loginToken()),
    guestLink: async () => inviteGuest(localUrl(ports.api), await loginToken()),
    pids: () => ({
      api: services.api.pid(),
      'collab-server': services['collab-server'].pid(),
      'render-worker': services['render-worker'].pid(),
    }),
    stop: () => (stopped ??= unwind(undo)),
  };
}

type Ports = Record<'api' | 'collab' | 'worker', number>;

async function choosePorts(wanted: number, { bind }: Address): Promise<Ports> {
  const api = await freePort(wanted, bind);
  // Always beside the api's: an open page finds the collab-server of a restarted studio where it was.
  const collab = await freePort(api + 1, bind, [api]);
  const worker = await freePort(collab + 1, '127.0.0.1', [api, collab]);
  return { api, collab, worker };
}

const localUrl = (port: number): string => `http://127.0.0.1:${port}`;

function settingsFor(known: {
  options: StudioOptions;
  address: Address;
  ports: Ports;
  secrets: Secrets;
  database: Database;
}): Record<ServiceName, Settings> {
  const { options, address, ports, secrets, database } = known;
  // A headless run has no need of the built client, and may come before the first build.
  const dist = join(options.root, 'client', 'dist');
  const collabUrl = `ws://127.0.0.1:${ports.collab}`;
  const common: Settings = {
    HOST: address.bind,
    DATABASE_URL: database.url,
    TICKET_SECRET: secrets.ticketSecret,
    URL_SECRET: secrets.urlSecret,
    WORKER_TOKEN: secrets.workerToken,
    ENCRYPTION_KEY: secrets.encryptionKey,
    PUBLIC_URL: `http://${address.name}:${ports.api}`,
    COLLAB_URL: `ws://${address.name}:${ports.collab}`,
    COLLAB_INTERNAL_URL: collabUrl,
    API_URL: localUrl(ports.api),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    ...(existsSync(dist) ? { CLIENT_DIST: dist } : {}),
    ...(database.queueUrl === undefined ? {} : { QUEUE_DATABASE_URL: database.queueUrl }),
  };
  return {
    api: { ...common, PORT: String(ports.api), DATA_DIR: options.dataDir },
    'collab-server': { ...common, PORT: String(ports.collab) },
    // The worker serves nobody but this machine, and keeps its work in progress apart from the assets.
    'render-worker': {
      ...common,
      HOST: '127.0.0.1',
      PORT: String(ports.worker),
      COLLAB_URL: collabUrl,
      DATA_DIR: join(options.dataDir, 'worker'),
    },
  };
}

function createServices(
  options: StudioOptions,
  settings: Record<ServiceName, Settings>,
  ports: Ports,
): Record<ServiceName, Service> {
  const make = (name: ServiceName, port: number): Service =>
    createService({
      name,
      script: join(options.servicesRoot ?? options.root, name, 'src', 'main.ts'),
      env: serviceEnv(name, settings[name], process.env),
      log: createLineLog(options.dataDir, name),
      ready: async () => (await fetch(`${localUrl(port)}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok,
      say: options.say,
    });
  return {
    api: make('api', ports.api),
    'collab-server': make('collab-server', ports.collab),
    'render-worker': make('render-worker', ports.worker),
  };
}

/** The worker first, because it tells the api what becomes of its job. */
async function stopServices(services: Record<ServiceName, Service>): Promise<void> {
  await services['render-worker'].stop(WORKER_GRACE);
  await Promise.all([services.api.stop(SERVER_GRACE), services['collab-server'].stop(SERVER_GRACE)]);
}

async function unwind(undo: (() => Promise<void> | void)[]): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}
