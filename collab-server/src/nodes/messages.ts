import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LAST_CLOCK } from './node-clock.ts';

/** Nodes of different releases run side by side during a deployment: one that does not know a layout must not guess. */
const LAYOUT = 1;
const KINDS = ['beat', 'bye', 'ask', 'rows', 'states', 'holds'] as const;
type Kind = (typeof KINDS)[number];
/** Kinds that are lists of entries, by document. */
type EntryKind = 'rows' | 'states' | 'holds';

/** Who speaks, and what its clock shows (see ./node-clock.ts). */
export interface Sender {
  node: string;
  clock: number;
}

/** Entries of one document, not decoded yet: whoever does not have it open has no use for them. */
export interface Part {
  document: string;
  count: number;
  body: Uint8Array;
}

/**
 * What nodes tell each other. `beat`: I live. `bye`: I end. `ask`: tell me who is in these documents (`to` null: all of you).
 * `rows`: committed rows of the log. `states`: presence of my clients. `holds`: ids of all my clients in a document.
 */
export type NodeMessage = Sender &
  (
    | { kind: 'beat' | 'bye' }
    | { kind: 'ask'; to: string | null; documents: readonly string[] }
    | { kind: EntryKind; parts: readonly Part[] }
  );

/** A row of the log in a document of this epoch, written by a program of this layout version. */
export interface BellRow {
  epoch: number;
  schema: number;
  seq: number;
  bytes: Uint8Array;
}

/** One client id is at one node at a time: the higher (since, clock) is the truth, whatever order messages come in. */
export interface StateVersion {
  clientId: number;
  /** Node clock when its node first heard of it. */
  since: number;
  /** Node clock of its last change. */
  clock: number;
}

export interface NodeState extends StateVersion {
  /** JSON in UTF-8 with the server's identity; null: it left. */
  json: Uint8Array | null;
}

function write(sender: Sender, kind: Kind, body: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, LAYOUT);
  encoding.writeVarUint(encoder, KINDS.indexOf(kind));
  encoding.writeVarString(encoder, sender.node);
  encoding.writeVarUint(encoder, sender.clock);
  body(encoder);
  return encoding.toUint8Array(encoder);
}

export function encodeSign(sender: Sender, kind: 'beat' | 'bye'): Uint8Array {
  return write(sender, kind, () => undefined);
}

/** @param limit bytes of one message; as many messages as it takes. */
export function encodeAsk(sender: Sender, to: string | null, documents: readonly string[], limit: number): Uint8Array[] {
  const overhead = write(sender, 'ask', (encoder) => encoding.writeVarString(encoder, to ?? '')).length + 4;
  return groups(documents, (document) => document.length + 2, limit - overhead).map((some) =>
    write(sender, 'ask', (encoder) => {
      encoding.writeVarString(encoder, to ?? '');
      encoding.writeVarUint(encoder, some.length);
      for (const document of some) encoding.writeVarString(encoder, document);
    }),
  );
}

/**
 * Entries of many documents in as few messages as their limit allows; an entry that fits into none is left out.
 * @param entries made by {@link encodeRow}, {@link encodeState} or {@link encodeHolds}.
 */
export function encodeEntries(
  sender: Sender,
  kind: EntryKind,
  entries: ReadonlyMap<string, readonly Uint8Array[]>,
  limit: number,
): Uint8Array[] {
  const room = limit - write(sender, kind, () => undefined).length - 4;
  const flat = [...entries].flatMap(([document, some]) => some.map((entry) => ({ document, entry })));
  return groups(flat, ({ document, entry }) => entry.length + document.length + 12, room).map((some) =>
    write(sender, kind, (encoder) => {
      const parts = Map.groupBy(some, ({ document }) => document);
      encoding.writeVarUint(encoder, parts.size);
      for (const [document, own] of parts) {
        encoding.writeVarString(encoder, document);
        encoding.writeVarUint(encoder, own.length);
        encoding.writeVarUint(
          encoder,
          own.reduce((sum, { entry }) => sum + entry.length, 0),
        );
        for (const { entry } of own) encoding.writeUint8Array(encoder, entry);
      }
    }),
  );
}

/** Consecutive items in groups of at most `limit`; what is larger alone is left out. */
function groups<T>(items: readonly T[], sizeOf: (item: T) => number, limit: number): T[][] {
  const all: T[][] = [];
  let open: T[] = [];
  let size = 0;
  for (const item of items) {
    const own = sizeOf(item);
    if (own > limit) continue;
    if (open.length > 0 && size + own > limit) {
      all.push(open);
      open = [];
      size = 0;
    }
    open.push(item);
    size += own;
  }
  return open.length === 0 ? all : [...all, open];
}

function entry(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export function encodeRow({ epoch, schema, seq, bytes }: BellRow): Uint8Array {
  return entry((encoder) => {
    encoding.writeVarUint(encoder, epoch);
    encoding.writeVarUint(encoder, schema);
    encoding.writeVarUint(encoder, seq);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

function writeVersion(encoder: encoding.Encoder, { clientId, since, clock }: StateVersion): void {
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, since);
  encoding.writeVarUint(encoder, clock);
}

/** A state that left has no bytes: JSON has at least one. */
export function encodeState(state: NodeState): Uint8Array {
  return entry((encoder) => {
    writeVersion(encoder, state);
    encoding.writeVarUint8Array(encoder, state.json ?? new Uint8Array());
  });
}

/** One entry for all of a document, since whoever reads it takes it for the whole. */
export function encodeHolds(holds: Iterable<StateVersion>): Uint8Array {
  const all = [...holds];
  return entry((encoder) => {
    encoding.writeVarUint(encoder, all.length);
    for (const hold of all) writeVersion(encoder, hold);
  });
}

/** @returns the message, or null when it is none of ours or of a layout we do not know. Never throws. */
export function decodeNodeMessage(bytes: Uint8Array): NodeMessage | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const message = readMessage(decoder);
    // Bytes are left over: another layout than we take it for.
    return decoding.hasContent(decoder) ? null : message;
  } catch {
    return null;
  }
}

function readMessage(decoder: decoding.Decoder): NodeMessage | null {
  if (decoding.readVarUint(decoder) !== LAYOUT) return null;
  const kind = KINDS[decoding.readVarUint(decoder)];
  const sender = { node: decoding.readVarString(decoder), clock: decoding.readVarUint(decoder) };
  if (kind === undefined || sender.clock > LAST_CLOCK) return null;
  if (kind === 'beat' || kind === 'bye') return { ...sender, kind };
  if (kind === 'ask') {
    const to = decoding.readVarString(decoder) || null;
    return { ...sender, kind, to, documents: list(decoder, decoding.readVarString) };
  }
  return { ...sender, kind, parts: list(decoder, readPart) };
}

function readPart(decoder: decoding.Decoder): Part {
  return {
    document: decoding.readVarString(decoder),
    count: decoding.readVarUint(decoder),
    body: decoding.readVarUint8Array(decoder),
  };
}

function list<T>(decoder: decoding.Decoder, read: (decoder: decoding.Decoder) => T): T[] {
  return repeat(decoder, decoding.readVarUint(decoder), read);
}

/** A count that lies runs into the end, where lib0 throws: each item takes a byte at least. */
function repeat<T>(decoder: decoding.Decoder, count: number, read: (decoder: decoding.Decoder) => T): T[] {
  const items: T[] = [];
  for (let i = 0; i < count; i++) items.push(read(decoder));
  return items;
}

/** @returns null when the part is broken. Never throws. */
function readEntries<T>({ count, body }: Part, read: (decoder: decoding.Decoder) => T): T[] | null {
  try {
    const decoder = decoding.createDecoder(body);
    const entries = repeat(decoder, count, read);
    return decoding.hasContent(decoder) ? null : entries;
  } catch {
    return null;
  }
}

export function readRows(part: Part): BellRow[] | null {
  return readEntries(part, (decoder) => ({
    epoch: decoding.readVarUint(decoder),
    schema: decoding.readVarUint(decoder),
    seq: decoding.readVarUint(decoder),
    bytes: decoding.readVarUint8Array(decoder),
  }));
}

function readVersion(decoder: decoding.Decoder): StateVersion {
  return {
    clientId: decoding.readVarUint(decoder),
    since: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
  };
}

export function readHolds(part: Part): StateVersion[] | null {
  return readEntries(part, (decoder) => list(decoder, readVersion))?.[0] ?? null;
}

export function readStates(part: Part): NodeState[] | null {
  return readEntries(part, (decoder) => {
    const version = readVersion(decoder);
    // A copy: the message it stands in may be a slice of a much larger buffer, which it would keep alive.
    const json = decoding.readVarUint8Array(decoder).slice();
    return { ...version, json: json.length === 0 ? null : json };
  });
}
