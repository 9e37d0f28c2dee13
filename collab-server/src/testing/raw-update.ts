import * as encoding from 'lib0/encoding';

/** Client and clock, as Yjs names one part of a document. */
export type RawId = readonly [client: number, clock: number];

/** One struct of a V1 update, exactly as told: Yjs would never write most of what tests make of it. */
export interface RawStruct {
  /** Number of the kind of content: 0 GC, 1 deleted, 2 JSON, 3 binary, 4 string, 5 embed, 6 format, 7 type, 8 any, 9 document, 10 skip. */
  kind: number;
  origin?: RawId;
  right?: RawId;
  /** A root's name, or the item whose content is the parent; written only without neighbours, as Yjs does. */
  parent?: string | RawId;
  /** Key in a map. */
  sub?: string;
  content(encoder: encoding.Encoder): void;
}

export interface RawBlock {
  client: number;
  clock: number;
  structs: readonly RawStruct[];
}

/** Ranges of clocks that are deleted, by client. */
export type RawDeletions = ReadonlyMap<number, readonly (readonly [clock: number, length: number])[]>;

/** Writes an update in format V1 (yjs 13, encoding.js), whatever it says. */
export function rawUpdate(blocks: readonly RawBlock[], deletions: RawDeletions = new Map()): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, blocks.length);
    for (const { client, clock, structs } of blocks) {
      for (const n of [structs.length, client, clock]) encoding.writeVarUint(encoder, n);
      for (const struct of structs) writeStruct(encoder, struct);
    }
    encoding.writeVarUint(encoder, deletions.size);
    for (const [client, ranges] of deletions) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const range of ranges) writeId(encoder, range);
    }
  });
}

function writeStruct(encoder: encoding.Encoder, { kind, origin, right, parent, sub, content }: RawStruct): void {
  const flags = (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (sub === undefined ? 0 : 0x20);
  encoding.writeUint8(encoder, kind | flags);
  if (kind !== 0 && kind !== 10) {
    if (origin) writeId(encoder, origin);
    if (right) writeId(encoder, right);
    if (!(origin || right)) writeParent(encoder, parent ?? 'script', sub);
  }
  content(encoder);
}

function writeParent(encoder: encoding.Encoder, parent: string | RawId, sub: string | undefined): void {
  encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
  if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
  else writeId(encoder, parent);
  if (sub !== undefined) encoding.writeVarString(encoder, sub);
}

function writeId(encoder: encoding.Encoder, [first, second]: RawId): void {
  encoding.writeVarUint(encoder, first);
  encoding.writeVarUint(encoder, second);
}

type Neighbours = Pick<RawStruct, 'origin' | 'right' | 'parent' | 'sub'>;

export const text = (value: string, at: Neighbours = {}): RawStruct => ({
  kind: 4,
  ...at,
  content: (encoder) => encoding.writeVarString(encoder, value),
});

/** An XML element; anything the schema does not know is as easily said. */
export const element = (name: string, at: Neighbours = {}): RawStruct => ({
  kind: 7,
  ...at,
  content: (encoder) => {
    encoding.writeVarUint(encoder, 3);
    encoding.writeVarString(encoder, name);
  },
});

/** @param type 0 array, 1 map, 2 text, 4 fragment, 6 XML text. */
export const shared = (type: number, at: Neighbours = {}): RawStruct => ({
  kind: 7,
  ...at,
  content: (encoder) => encoding.writeVarUint(encoder, type),
});

export const format = (key: string, json: string, at: Neighbours = {}): RawStruct => ({
  kind: 6,
  ...at,
  content: (encoder) => {
    encoding.writeVarString(encoder, key);
    encoding.writeVarString(encoder, json);
  },
});

export const embed = (json: string, at: Neighbours = {}): RawStruct => ({
  kind: 5,
  ...at,
  content: (encoder) => encoding.writeVarString(encoder, json),
});

/** Plain values as Yjs keeps them in lists and maps. */
export const any = (values: readonly encoding.AnyEncodable[], at: Neighbours = {}): RawStruct => ({
  kind: 8,
  ...at,
  content: (encoder) => {
    encoding.writeVarUint(encoder, values.length);
    for (const value of values) encoding.writeAny(encoder, value);
  },
});

/** Values of kind `any` written byte by byte. */
export const anyBytes = (count: number, bytes: Uint8Array, at: Neighbours = {}): RawStruct => ({
  kind: 8,
  ...at,
  content: (encoder) => {
    encoding.writeVarUint(encoder, count);
    encoding.writeUint8Array(encoder, bytes);
  },
});

export const deletedItem = (length: number, at: Neighbours = {}): RawStruct => ({
  kind: 1,
  ...at,
  content: (encoder) => encoding.writeVarUint(encoder, length),
});

export const gc = (length: number): RawStruct => ({ kind: 0, content: (encoder) => encoding.writeVarUint(encoder, length) });
