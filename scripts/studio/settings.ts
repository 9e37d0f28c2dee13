import type { Address } from './address.ts';
import type { Database } from './database.ts';
import type { ServiceName, Settings } from './env.ts';
import type { StudioPorts } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** What the environment of the services is made of. */
export interface StudioFacts {
  address: Address;
  ports: Pick<StudioPorts, 'api' | 'collab' | 'worker'>;
  secrets: Secrets;
  database: Pick<Database, 'url' | 'queueUrl'>;
  dataDir: string;
  /** The worker's work in progress, apart from the assets. */
  workDir: string;
  /** Folder of the built client; null before the first build. A headless run has no need of it. */
  clientDist: string | null;
  logLevel: string;
}

/** Where this machine alone reaches a port. */
export const localUrl = (port: number): string => `http://127.0.0.1:${port}`;

/** What the studio decides of each service's environment; a variable that is not here has a default in the service (see ./env.ts). */
export function settingsFor(facts: StudioFacts): Record<ServiceName, Settings> {
  const { address, ports, secrets, database, clientDist } = facts;
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
    LOG_LEVEL: facts.logLevel,
    ...(clientDist === null ? {} : { CLIENT_DIST: clientDist }),
    ...(database.queueUrl === undefined ? {} : { QUEUE_DATABASE_URL: database.queueUrl }),
  };
  return {
    api: { ...common, PORT: String(ports.api), DATA_DIR: facts.dataDir },
    'collab-server': { ...common, PORT: String(ports.collab) },
    // The worker serves nobody but this machine.
    'render-worker': {
      ...common,
      HOST: '127.0.0.1',
      PORT: String(ports.worker),
      COLLAB_URL: collabUrl,
      DATA_DIR: facts.workDir,
    },
  };
}
