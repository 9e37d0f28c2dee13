import pg from 'pg';

/** What a long-lived connection logs to; pino fits. */
interface Warn {
  warn(fields: object, text: string): void;
}

interface PoolOptions {
  url: string;
  /** Connections this process may hold. */
  max: number;
  /** Shown in pg_stat_activity. */
  name: string;
  /** A statement the database does not answer counts as failed after this. ms. */
  statementMs: number;
  logger: Warn;
}

/** The pool of a service: finds dead connections, waits for none for long, and outlives those the database closes. */
export function createPool({ url, max, name, statementMs, logger }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: 5000,
    query_timeout: statementMs,
    keepAlive: true,
  });
  // An idle connection that the database closes must not end the process.
  pool.on('error', (error) => logger.warn({ err: error }, 'a database connection broke'));
  return pool;
}

interface ListenOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  name: string;
  /** One, or several of which each message tells the name. */
  channel: string | readonly string[];
  onText(text: string, channel: string): void;
  /** Listening began, for the first time or again: what was said meanwhile was missed. */
  onListening(): void;
  logger: Warn;
  /** How often the connection is tried, and how long it may take to answer. ms. */
  probe?: { everyMs: number; answerMs: number };
}

const RETRY_MS = 1000;
/** A connection that only listens would not notice that the other end went without a word (a NAT, a pulled cable). */
const PROBE = { everyMs: 30_000, answerMs: 10_000 };

/** Hears NOTIFY over one connection of its own, which is made again whenever it breaks. Never throws. */
export function listen(options: ListenOptions): { close(): Promise<void> } {
  const { url, name, channel, onText, onListening, logger, probe = PROBE } = options;
  let client: pg.Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let prober: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: probe.answerMs,
      query_timeout: probe.answerMs,
    });
    const again = (error: unknown): void => {
      if (closed || client !== next) return;
      client = null;
      clearInterval(prober);
      logger.warn({ err: error }, `${name} lost Postgres, connecting again`);
      timer = setTimeout(() => void connect(), RETRY_MS);
    };
    client = next;
    next.on('error', again);
    next.on('end', () => again(null));
    next.on('notification', ({ payload, channel: heardOn }) => onText(payload ?? '', heardOn));
    try {
      await next.connect();
      const channels = typeof channel === 'string' ? [channel] : channel;
      await next.query(channels.map((one) => `LISTEN ${pg.escapeIdentifier(one)}`).join('; '));
      if (closed || client !== next) return;
      prober = setInterval(() => {
        next.query('SELECT 1').catch((error: unknown) => {
          again(error);
          void next.end().catch(() => undefined);
        });
      }, probe.everyMs);
      onListening();
    } catch (error) {
      again(error);
      await next.end().catch(() => undefined);
    }
  };
  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(prober);
      await client?.end().catch(() => undefined);
    },
  };
}
