import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseAddress } from './address.ts';
import { openDatabase } from './database.ts';
import { type ServiceName, type Settings, serviceEnv } from './env.ts';
import { createLineLog, sayOutageOnce } from './line-log.ts';
import { type Lock, takeLock } from './lock.ts';
import { choosePorts, type StudioPorts } from './ports.ts';
import { loadSecrets } from './secrets.ts';
import { createService, type Service } from './service.ts';
import { localUrl, type StudioFacts, settingsFor } from './settings.ts';
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
  const ports = await choosePorts(options.port, address.bind);
  undo.push(ports.release);
  if (options.port !== 0 && ports.api !== options.port) say(`Port ${options.port} is taken; the studio is on ${ports.api}.`);
  const settings = settingsFor({ address, ports, secrets, database, ...placesOf(options) });
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

function placesOf({ root, dataDir }: StudioOptions): Pick<StudioFacts, 'dataDir' | 'workDir' | 'clientDist' | 'logLevel'> {
  const dist = join(root, 'client', 'dist');
  const clientDist = existsSync(dist) ? dist : null;
  return { dataDir, workDir: join(dataDir, 'worker'), clientDist, logLevel: process.env.LOG_LEVEL ?? 'info' };
}

function createServices(
  options: StudioOptions,
  settings: Record<ServiceName, Settings>,
  ports: StudioPorts,
): Record<ServiceName, Service> {
  const say = sayOutageOnce(options.say);
  const make = (name: ServiceName, port: number): Service =>
    createService({
      name,
      script: join(options.servicesRoot ?? options.root, name, 'src', 'main.ts'),
      env: serviceEnv(name, settings[name], process.env),
      log: createLineLog(options.dataDir, name),
      ready: async () => (await fetch(`${localUrl(port)}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok,
      say,
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
