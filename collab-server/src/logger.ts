import { type DestinationStream, type Logger, pino } from 'pino';

/** Of an error's own fields, those that name a place or a kind and never quote what was being written. */
const NAMES = ['code', 'errno', 'syscall', 'address', 'port', 'severity', 'schema', 'table', 'column', 'constraint', 'routine'];
const MESSAGE_LENGTH = 300;

/**
 * What a log line may say of an error. Postgres quotes the row it refuses in `detail`, ioredis the whole command in
 * `command`, both quote values in their messages: people's words, which no log may have (R3).
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const fields: Record<string, unknown> = { ...error };
  const names = NAMES.filter((name) => ['string', 'number'].includes(typeof fields[name])).map((name) => [name, fields[name]]);
  return {
    type: error.constructor.name,
    message: withoutQuotes(error.message),
    ...Object.fromEntries(names),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
    // The message stands above the frames, unshortened.
    stack: (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')),
  };
}

function withoutQuotes(message: string): string {
  const [first = ''] = message.split('\n');
  return first.replaceAll(/"[^"]*"?|`[^`]*`?/g, '…').slice(0, MESSAGE_LENGTH);
}

/** One JSON object a line, without content and without tickets. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { name: 'collab-server', level, serializers: { err: describeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
