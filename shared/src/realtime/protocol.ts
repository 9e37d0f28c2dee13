/**
 * Frames on a collaboration socket: y-websocket's (0 sync, 1 awareness, 3 query awareness) and ours above 99, which a
 * client asks for with `caps=ack`. A stock y-websocket client never asks and never sees one (facts: sync, protocol).
 */
export const MESSAGE_SYNC = 0;
export const MESSAGE_AWARENESS = 1;
export const MESSAGE_QUERY_AWARENESS = 3;
/** Client -> server, varUint n: "everything I sent before this is edit batch n". */
export const MESSAGE_MARKER = 100;
/** Server -> client, varUint n: batch n and all before it are committed (R1). */
export const MESSAGE_DURABLE = 101;
/** Server -> client, varString code, varString words for people: the last batch was refused and why. */
export const MESSAGE_NACK = 102;

export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;

/** Before the document's name in a socket's URL; query: ticket, schema, caps, and epoch on a reconnect. */
export const COLLAB_PATH = '/collab';

/**
 * Client -> server, varString run id (a uuid or empty), varUint step + 1 (0: none), varString write key (may be empty): what
 * the next updates are part of. Agents and services only. With a write key the very next update is written once, however often its job is retried (DESIGN §5.3).
 */
export const MESSAGE_LABEL = 103;
/** Server -> client, varString write key, varUint 1 when that key is already in the log (so the work is done), else 0. */
export const MESSAGE_LABELLED = 104;
/** Server -> client, first frame with `caps=ack`: varUint 1 when this connection may write, else 0, varUint epoch of the document. */
export const MESSAGE_WELCOME = 105;

/** Longest write key, in characters. */
export const LABEL_LENGTH = 128;
