import { MESSAGE_DURABLE, MESSAGE_MARKER } from '@trashfire/shared/realtime/protocol';
import { type Cursor, readVarBytes, readVarUint, varBytes, varString, varUint } from './bytes.ts';
import { clientFrame } from './frames.ts';

const SYNC = 0;
const AWARENESS = 1;
/** Hocuspocus answers a first sync with this type in place of {@link SYNC}. */
const SYNC_REPLY = 4;
const STEP_1 = 0;

/** A message of a server, as far as the loader looks at it. */
export type Heard =
  | { kind: 'step1' }
  /** Content: the answer to a step 1, or an edit. */
  | { kind: 'content'; update: Uint8Array }
  | { kind: 'awareness'; states: Uint8Array }
  | { kind: 'durable'; n: number }
  | { kind: 'other' };

/** What one client says in one document, as finished WebSocket frames, and how it reads what comes back. */
export interface Dialect {
  /** Sent as soon as the socket is open: asks for the whole document. */
  hello(document: string): Buffer[];
  /** The answer to the server's own step 1. @param state what this client has that the server may lack. */
  answer(document: string, state: Uint8Array): Buffer;
  update(document: string, update: Uint8Array): Buffer;
  /** @param states as inside an awareness message. */
  awareness(document: string, states: Uint8Array): Buffer;
  /** "Tell me when all before this is committed"; null where the protocol has no such thing. */
  marker(n: number): Buffer | null;
  read(message: Uint8Array): Heard;
}

/** State of a document nobody has written to, and a vector of nothing: one byte or two of zero. */
export const EMPTY_UPDATE = new Uint8Array([0, 0]);
const EMPTY_VECTOR = new Uint8Array([0]);

function body(prefix: Uint8Array, head: readonly number[], content: Uint8Array): Buffer {
  return clientFrame(Buffer.concat([prefix, Buffer.from(head), varBytes(content)]));
}

function dialect(prefixOf: (document: string) => Uint8Array, rest: Pick<Dialect, 'hello' | 'marker' | 'read'>): Dialect {
  return {
    ...rest,
    answer: (document, state) => body(prefixOf(document), [SYNC, 1], state),
    update: (document, update) => body(prefixOf(document), [SYNC, 2], update),
    awareness: (document, states) => body(prefixOf(document), [AWARENESS], states),
  };
}

function readBody(cursor: Cursor): Heard {
  const type = readVarUint(cursor);
  if (type === SYNC || type === SYNC_REPLY) {
    if (readVarUint(cursor) === STEP_1) return { kind: 'step1' };
    return { kind: 'content', update: readVarBytes(cursor) };
  }
  if (type === AWARENESS) return { kind: 'awareness', states: readVarBytes(cursor) };
  if (type === MESSAGE_DURABLE) return { kind: 'durable', n: readVarUint(cursor) };
  return { kind: 'other' };
}

const NO_PREFIX = new Uint8Array();

/** `[0][2][update]` and so on: the stock y-websocket protocol; ours is the same with markers (shared/realtime/protocol). */
export function yWebsocketDialect(markers: boolean): Dialect {
  return dialect(() => NO_PREFIX, {
    hello: () => [body(NO_PREFIX, [SYNC, STEP_1], EMPTY_VECTOR)],
    marker: (n) => (markers ? clientFrame(Buffer.from([MESSAGE_MARKER, ...varUint(n)])) : null),
    read: (message) => readBody({ bytes: message, at: 0 }),
  });
}

const AUTH = 2;

/** The document's name in front of each message, and an Auth frame `[2][0 token][token][version]` before the first. */
export const hocuspocusDialect: Dialect = dialect(varString, {
  hello: (document) => [
    clientFrame(Buffer.concat([varString(document), Buffer.from([AUTH, 0]), varString(''), varString('4.7.0')])),
    body(varString(document), [SYNC, STEP_1], EMPTY_VECTOR),
  ],
  marker: () => null,
  read: (message) => {
    const cursor = { bytes: message, at: 0 };
    const name = readVarUint(cursor);
    cursor.at += name;
    return readBody(cursor);
  },
});
