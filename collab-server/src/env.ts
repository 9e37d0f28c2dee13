import { z } from 'zod';

const Env = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  DATABASE_URL: z.string().min(1),
  /** Rings the bell through Redis in place of Postgres. */
  REDIS_URL: z.string().min(1).optional(),
  TICKET_SECRET: z.string().min(32),
  /** Address of the studio as browsers see it; pages of its origin may open sockets. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  /** Connections to Postgres this process may hold. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(50).default(6),
  /** Days for which every state of a document can be read again; older rows of the log are given up. */
  LOG_KEEP_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
});
export type Env = z.infer<typeof Env>;

/** @throws Error that lists every variable that is missing or wrong. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const result = Env.safeParse(source);
  if (!result.success) throw new Error(`The collab-server cannot start:\n${z.prettifyError(result.error)}`);
  return result.data;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Origins whose pages may open sockets: the studio's own, and on plain http its port under every name of this machine. */
export function allowedOrigins(publicUrl: string): string[] {
  const { origin, protocol, port } = new URL(publicUrl);
  if (protocol !== 'http:') return [origin];
  return [...new Set([origin, ...LOOPBACK.map((host) => new URL(`http://${host}:${port || 80}`).origin)])];
}
