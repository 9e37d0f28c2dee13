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

/** Path of a document's socket; query: ticket, schema, caps. */
export function collabPath(documentName: string): string {
  return `/collab/${documentName}`;
}
