import { isIP } from 'node:net';
import { z } from 'zod';

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

const isProxy = (part: string): boolean =>
  ['loopback', 'linklocal', 'uniquelocal'].includes(part.trim()) || isIP(part.trim().split('/')[0] ?? '') !== 0;

const Variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  DATABASE_URL: z.string().min(1),
  /** Connections to Postgres for requests; the queues hold a few more. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(50).default(6),
  REDIS_URL: z.string().min(1).optional(),
  TICKET_SECRET: z.string().min(32),
  URL_SECRET: z.string().min(32),
  WORKER_TOKEN: z.string().min(32),
  ENCRYPTION_KEY: z.string().refine((key) => Buffer.from(key, 'base64url').length === 32, 'must be 32 bytes in base64url'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  COLLAB_URL: z.url({ protocol: /^wss?$/ }).transform(withoutSlash),
  /** Address of the collab-server as this process reaches it, when it is not the public one. */
  COLLAB_INTERNAL_URL: z
    .url({ protocol: /^wss?$/ })
    .transform(withoutSlash)
    .optional(),
  /** Address of this api as the workers reach it, when it is not the public one. */
  API_URL: z
    .url({ protocol: /^https?$/ })
    .transform(withoutSlash)
    .optional(),
  /** Proxies before this api, whose word about a client's address is taken. Anybody else could name any address. */
  TRUSTED_PROXY: z
    .string()
    .refine((list) => list.split(',').every(isProxy), 'must be addresses, subnets, loopback, linklocal or uniquelocal')
    .optional(),
  DATA_DIR: z.string().min(1),
  CLIENT_DIST: z.string().min(1).optional(),
  DEMO_SERIES: z.enum(['on', 'off']).default('on'),
  GROQ_API_KEY: z.string().min(1).optional(),
  GROQ_BASE_URL: z.url().optional(),
  GROQ_MODEL: z.string().min(1).default('openai/gpt-oss-120b'),
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ENDPOINT: z.url().optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
});

const Env = Variables.refine(
  (env) => env.S3_BUCKET === undefined || (env.S3_ACCESS_KEY_ID !== undefined && env.S3_SECRET_ACCESS_KEY !== undefined),
  { path: ['S3_BUCKET'], message: 'needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY beside it' },
);
export type Env = z.infer<typeof Env>;

/** @throws Error that lists every variable that is missing or wrong. A variable set to nothing counts as left out. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = Env.safeParse(set);
  if (!result.success) throw new Error(`The api cannot start:\n${z.prettifyError(result.error)}`);
  return result.data;
}
