/**
 * Every environment variable of the three services, in one place: who reads it and what it means. `npm start` fills them in;
 * docker-compose.yml and a production set them by hand (a test keeps both in step with this table). A variable that a
 * service does not read is kept from it, so the worker never sees the database or a signing secret (R3).
 */
export const SERVICES = ['api', 'collab-server', 'render-worker'] as const;
export type ServiceName = (typeof SERVICES)[number];

interface Variable {
  readonly services: readonly ServiceName[];
  readonly about: string;
  /** Left out, the service does without. Those without this word must be set. */
  readonly optional?: true;
}

const ALL = SERVICES;

export const VARIABLES = {
  HOST: { services: ALL, about: 'Address to listen on: 127.0.0.1, or 0.0.0.0 to serve the network.' },
  PORT: { services: ALL, about: 'Port to listen on; the worker answers only /livez and /readyz there.' },
  LOG_LEVEL: { services: ALL, about: 'trace, debug, info, warn, error or fatal.' },
  DATABASE_URL: { services: ['api', 'collab-server'], about: 'PostgreSQL 15 or newer with the migrations applied.' },
  DATABASE_POOL: { services: ['api', 'collab-server'], about: 'Connections this process may hold; left out, 6.', optional: true },
  LOG_KEEP_DAYS: {
    services: ['collab-server'],
    about: 'Days for which every state of a document can be read again; left out, 90. Named versions stay.',
    optional: true,
  },
  QUEUE_DATABASE_URL: {
    services: ['render-worker'],
    about: 'The same PostgreSQL as a role that may touch the schema bullmq alone. Not read when REDIS_URL is set.',
    optional: true,
  },
  REDIS_URL: { services: ALL, about: 'Moves queues, live events and the collaboration bell to Redis.', optional: true },
  TICKET_SECRET: { services: ['api', 'collab-server'], about: 'Signs the tickets that open documents; at least 32 characters.' },
  URL_SECRET: { services: ['api'], about: 'Signs the short-lived addresses of assets; at least 32 characters.' },
  WORKER_TOKEN: { services: ['api', 'render-worker'], about: 'Opens the worker routes of the api; at least 32 characters.' },
  ENCRYPTION_KEY: { services: ['api'], about: 'Encrypts pasted provider keys in the database: 32 bytes in base64url.' },
  PUBLIC_URL: {
    services: ['api', 'collab-server'],
    about: 'Address of the studio as browsers see it; its origin may open sockets.',
  },
  COLLAB_URL: { services: ['api', 'render-worker'], about: 'ws:// or wss:// address of the collab-server as clients see it.' },
  COLLAB_INTERNAL_URL: {
    services: ['api'],
    about: 'Address of the collab-server as the api reaches it, when it is not COLLAB_URL.',
    optional: true,
  },
  API_URL: { services: ['api', 'render-worker'], about: 'Address of the api as the worker reaches it.' },
  TRUSTED_PROXY: {
    services: ['api'],
    about: 'Proxies whose X-Forwarded-For is believed: addresses, subnets or uniquelocal. Left out, nobody’s.',
    optional: true,
  },
  DATA_DIR: { services: ['api', 'render-worker'], about: 'Folder for assets (api) and for work in progress (worker).' },
  CLIENT_DIST: { services: ['api'], about: 'Folder of the built client, served by the api.', optional: true },
  S3_BUCKET: { services: ['api'], about: 'Moves assets from DATA_DIR to this bucket of an S3-compatible store.', optional: true },
  S3_REGION: { services: ['api'], about: 'Region of the bucket.', optional: true },
  S3_ENDPOINT: { services: ['api'], about: 'Address of an S3-compatible server; left out, AWS.', optional: true },
  S3_ACCESS_KEY_ID: { services: ['api'], about: 'Key of the bucket.', optional: true },
  S3_SECRET_ACCESS_KEY: { services: ['api'], about: 'Secret of the key.', optional: true },
  DEMO_SERIES: { services: ['api'], about: 'off: a new team gets no demo series.', optional: true },
  GROQ_API_KEY: { services: ['api'], about: 'Switches the agent from the offline drafter to Groq.', optional: true },
  GROQ_BASE_URL: { services: ['api'], about: 'Any other OpenAI-compatible server.', optional: true },
  GROQ_MODEL: { services: ['api'], about: 'Model of the agent.', optional: true },
  RENDER_CONCURRENCY: {
    services: ['render-worker'],
    about: 'Render jobs at once; left out, by the number of cores.',
    optional: true,
  },
  FFMPEG_PATH: {
    services: ['render-worker'],
    about: 'ffmpeg to use instead of the one on the PATH or from npm.',
    optional: true,
  },
} as const satisfies Record<string, Variable>;
export type VariableName = keyof typeof VARIABLES;
export type Settings = Partial<Record<VariableName, string>>;

/**
 * The environment of one service: the system's own variables, what the person set in the shell, then what the studio decides.
 *
 * @param inherited environment of the studio; only variables this service reads are passed on
 */
export function serviceEnv(service: ServiceName, settings: Settings, inherited: NodeJS.ProcessEnv): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && (!isVariable(name) || reads(service, name))) env[name] = value;
  }
  for (const [name, value] of Object.entries(settings)) {
    if (isVariable(name) && reads(service, name) && value !== undefined) env[name] = value;
  }
  return env;
}

function isVariable(name: string): name is VariableName {
  return Object.hasOwn(VARIABLES, name);
}

function reads(service: ServiceName, name: VariableName): boolean {
  const services: readonly ServiceName[] = VARIABLES[name].services;
  return services.includes(service);
}
