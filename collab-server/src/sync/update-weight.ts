import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as decoding from 'lib0/decoding';

/** First byte of a struct: what its content is, and which of its fields follow (yjs 13, update format V1). */
const CONTENT = 0x1f;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_PARENT_SUB = 0x20;
const GC = 0;
const SKIP = 10;
const XML_ELEMENT = 3;
const XML_HOOK = 5;

/**
 * Weighs a V1 update by walking over it, without making anything of it. Two bytes are enough for a part, and Yjs takes up to a
 * tenth of a millisecond to give it its place, so a frame far below the limit of bytes could stop a room for half a minute
 * (R7). Honest clients merge neighbouring parts before they send them.
 * @returns how many parts it adds and ranges it deletes; `too heavy` as soon as that is clear.
 * @throws what lib0 throws at the end of the bytes.
 */
export function weighUpdate(update: Uint8Array): number | 'too heavy' {
  const decoder = decoding.createDecoder(update);
  const clients = decoding.readVarUint(decoder);
  if (clients > LIMITS.updateClients) return 'too heavy';
  let added = 0;
  for (let block = 0; block < clients; block++) {
    const structs = decoding.readVarUint(decoder);
    added += structs;
    if (added > LIMITS.updateParts) return 'too heavy';
    skipNumbers(decoder, 2);
    for (let n = 0; n < structs; n++) skipStruct(decoder);
  }
  let deleted = 0;
  // An answer to a sync request tells all deletions its client knows of, whoever made them: many clients are no news here.
  for (let blocks = decoding.readVarUint(decoder); blocks > 0; blocks--) {
    decoding.readVarUint(decoder);
    const ranges = decoding.readVarUint(decoder);
    deleted += Math.max(1, ranges);
    if (deleted > LIMITS.updateDeletions) return 'too heavy';
    skipNumbers(decoder, 2 * ranges);
  }
  return added + deleted;
}

/** @returns how many clients a state vector names. @throws what lib0 throws at the end of the bytes. */
export function stateVectorEntries(stateVector: Uint8Array): number {
  return decoding.readVarUint(decoding.createDecoder(stateVector));
}

/** Moves past what a V1 update adds, to where its deletions begin. @throws what lib0 throws at the end of the bytes. */
export function skipStructs(decoder: decoding.Decoder): void {
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const structs = decoding.readVarUint(decoder);
    skipNumbers(decoder, 2);
    for (let n = 0; n < structs; n++) skipStruct(decoder);
  }
}

function skipStruct(decoder: decoding.Decoder): void {
  const info = decoding.readUint8(decoder);
  const content = info & CONTENT;
  if (content === GC || content === SKIP) {
    decoding.readVarUint(decoder);
    return;
  }
  if (info & HAS_ORIGIN) skipNumbers(decoder, 2);
  if (info & HAS_RIGHT_ORIGIN) skipNumbers(decoder, 2);
  if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
    if (decoding.readVarUint(decoder) === 1) skipBytes(decoder);
    else skipNumbers(decoder, 2);
    if (info & HAS_PARENT_SUB) skipBytes(decoder);
  }
  const skip = CONTENTS[content];
  if (skip === undefined) throw new RangeError(`unknown content ${content}`);
  skip(decoder);
}

type Skip = (decoder: decoding.Decoder) => void;

/** By the number Yjs gives each kind of content. */
const CONTENTS: Readonly<Record<number, Skip>> = {
  // Deleted
  1: (decoder) => skipNumbers(decoder, 1),
  // JSON
  2: (decoder) => repeat(decoder, skipBytes),
  // Binary
  3: skipBytes,
  // String
  4: skipBytes,
  // Embed
  5: skipBytes,
  // Format: key and value
  6(decoder) {
    skipBytes(decoder);
    skipBytes(decoder);
  },
  // Type; two kinds have a name
  7(decoder) {
    const type = decoding.readVarUint(decoder);
    if (type === XML_ELEMENT || type === XML_HOOK) skipBytes(decoder);
  },
  // Any
  8: (decoder) => repeat(decoder, decoding.readAny),
  // Document
  9(decoder) {
    skipBytes(decoder);
    decoding.readAny(decoder);
  },
};

function repeat(decoder: decoding.Decoder, skip: (decoder: decoding.Decoder) => unknown): void {
  for (let n = decoding.readVarUint(decoder); n > 0; n--) skip(decoder);
}

function skipNumbers(decoder: decoding.Decoder, count: number): void {
  for (let n = count; n > 0; n--) decoding.readVarUint(decoder);
}

/** Strings and buffers are written alike: their length in bytes, then the bytes. */
function skipBytes(decoder: decoding.Decoder): void {
  const length = decoding.readVarUint(decoder);
  if (length > decoder.arr.length - decoder.pos) throw new RangeError('a length past the end');
  decoder.pos += length;
}
