import type { Random } from '@trashfire/shared/testing/random';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { decodeFrame } from '../sync/decode.ts';
import { encodeStep2, encodeUpdate } from '../sync/encode.ts';
import { write } from './writing.ts';

/** What a mutation may aim at, so that some of what it makes fits what is there. */
export interface Target {
  /** The document as it is now. */
  doc: Y.Doc;
  /** States it had before, as updates. */
  past: readonly Uint8Array[];
  /** Frames that were really sent on it. */
  corpus: readonly Uint8Array[];
  /** Client ids of people who are in the room now: what is written under those is theirs alone. */
  present: ReadonlySet<number>;
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

const EXTREMES: readonly (readonly number[])[] = [
  [0],
  [0x7f],
  [0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
];

/** One damaged frame. The same random and target give the same frame. */
export function mutateFrame(random: Random, target: Target): Uint8Array {
  const frame = random.chance(0.25) ? fork(random, target) : random.pick(target.corpus);
  const times = random.int(1, 3);
  let made = random.chance(0.5) ? rewritten(random, target, frame) : frame;
  if (made === frame || random.chance(0.3)) for (let n = 0; n < times; n++) made = damaged(random, target, made);
  return made;
}

/** What somebody wrote on an older state, by itself or joined with what was said before: parts that stand beside many others. */
export function fork(random: Random, { past, corpus }: Target): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = random.int(1, 2 ** 31);
  Y.applyUpdate(doc, random.pick(past));
  const before = Y.encodeStateVector(doc);
  for (let n = random.int(1, 12); n > 0; n--) write(doc, random);
  const made = Y.encodeStateAsUpdate(doc, before);
  const other = updateIn(random.pick(corpus));
  return encodeUpdate(other !== null && random.chance(0.3) ? Y.mergeUpdates([made, other]) : made);
}

function updateIn(frame: Uint8Array): Uint8Array | null {
  try {
    const decoded = decodeFrame(frame);
    if (decoded.type !== 'update' && decoded.type !== 'step2') return null;
    Y.decodeUpdate(decoded.update);
    return decoded.update;
  } catch {
    return null;
  }
}

function damaged(random: Random, { corpus }: Target, frame: Uint8Array): Uint8Array {
  const at = () => random.int(0, Math.max(0, frame.length - 1));
  const bytes = Array.from(frame);
  switch (random.int(0, 6)) {
    case 0: {
      const i = at();
      bytes[i] = (bytes[i] ?? 0) ^ (1 << random.int(0, 7));
      break;
    }
    case 1:
      bytes.length = at();
      break;
    case 2: {
      const other = random.pick(corpus);
      bytes.splice(at(), bytes.length, ...other.subarray(random.int(0, other.length - 1)));
      break;
    }
    case 3: {
      const from = at();
      bytes.splice(at(), 0, ...frame.subarray(from, from + random.int(1, 200)));
      break;
    }
    case 4:
      bytes.splice(at(), random.int(0, 2), ...random.pick(EXTREMES));
      break;
    case 5: {
      const i = at();
      bytes[i] = ((bytes[i] ?? 0) + random.pick([-1, 1, 2, 16])) & 0xff;
      break;
    }
    default:
      bytes.splice(at(), random.int(0, 8), ...random.bytes(new Uint8Array(random.int(0, 8))));
  }
  return Uint8Array.from(bytes);
}

/** The update in a frame with other origins, parents, clocks or content, still well formed; the frame as it is when it holds none. */
function rewritten(random: Random, target: Target, frame: Uint8Array): Uint8Array {
  const update = updateIn(frame);
  if (update === null) return frame;
  const { structs, ds } = Y.decodeUpdate(update);
  if (random.chance(0.7)) moveToNewClient(random, structs);
  const items = structs.filter((struct) => struct instanceof Y.Item);
  for (let n = items.length === 0 ? 0 : random.int(0, 3); n > 0; n--) twist(random, target, random.pick(items), items);
  const deletions = random.chance(0.2) ? someDeletions(random, target) : rangesOf(ds);
  const made = encoded(structs, deletions);
  return random.chance(0.8) ? encodeUpdate(made) : encodeStep2(made);
}

/** Its content comes again under an id nobody has, so that it fits; what it says of itself is renamed with it. */
function moveToNewClient(random: Random, structs: readonly Struct[]): void {
  const from = structs[0]?.id.client;
  const first = structs[0]?.id.clock ?? 0;
  const to = random.int(1, 2 ** 31);
  const moved = (id: Y.ID | null) => {
    if (id === null || id.client !== from || id.clock < first) return id;
    return Y.createID(to, id.clock - first);
  };
  for (const struct of structs) {
    if (struct instanceof Y.Item) {
      struct.origin = moved(struct.origin);
      struct.rightOrigin = moved(struct.rightOrigin);
      if (struct.parent instanceof Y.ID) struct.parent = moved(struct.parent);
    }
    if (struct.id.client === from) struct.id = Y.createID(to, struct.id.clock - first);
  }
}

const NAMES = ['script', 'scenes', 'shots', 'clips', 'episodeMeta', 'diary', 'constructor', '__proto__', ''];
const KEYS = ['id', 'v', 'synopsis', 'onclick', 'order', 'level', '__proto__', 'x'.repeat(300)];

function twist(random: Random, target: Target, item: Y.Item, others: readonly Y.Item[]): void {
  const other = random.pick(others);
  switch (random.int(0, 6)) {
    case 0:
      item.origin = random.chance(0.3) ? null : someId(random, target.doc);
      break;
    case 1:
      item.rightOrigin = random.chance(0.3) ? null : someId(random, target.doc);
      break;
    case 2:
      Object.assign(item, { origin: null, rightOrigin: null, parent: random.pick(NAMES) });
      break;
    case 3:
      Object.assign(item, { origin: null, rightOrigin: null, parent: someId(random, target.doc) });
      break;
    case 4:
      item.parentSub = random.chance(0.3) ? null : random.pick(KEYS);
      break;
    case 5:
      if (other.length === item.length) item.content = other.content;
      break;
    default:
      item.id = Y.createID(item.id.client, Math.max(0, item.id.clock + random.pick([-1, 1, 5])));
  }
}

function someId(random: Random, doc: Y.Doc): Y.ID {
  const clients = [...doc.store.clients.keys()];
  if (clients.length === 0) return Y.createID(random.int(0, 99), 0);
  const client = random.pick(clients);
  // Now and then the one after the last, which is not there.
  return Y.createID(client, random.int(0, Y.getState(doc.store, client) - (random.chance(0.05) ? 0 : 1)));
}

type Ranges = Map<number, { clock: number; len: number }[]>;

function rangesOf(ds: Decoded['ds']): Ranges {
  return new Map([...ds.clients].map(([client, list]) => [client, list.map(({ clock, len }) => ({ clock, len }))]));
}

function someDeletions(random: Random, { doc, present }: Target): Ranges {
  const ranges: Ranges = new Map();
  for (let n = random.int(1, 4); n > 0; n--) {
    const { client, clock } = someId(random, doc);
    if (!present.has(client)) ranges.set(client, [{ clock, len: random.int(0, 12) }]);
  }
  return ranges;
}

function encoded(structs: readonly Struct[], ranges: Ranges): Uint8Array {
  const clients = new Map<number, Struct[]>();
  for (const struct of structs) clients.set(struct.id.client, [...(clients.get(struct.id.client) ?? []), struct]);
  const encoder = new Y.UpdateEncoderV1();
  const rest = encoder.restEncoder;
  encoding.writeVarUint(rest, clients.size);
  for (const [client, list] of clients) {
    for (const n of [list.length, client, list[0]?.id.clock ?? 0]) encoding.writeVarUint(rest, n);
    for (const struct of list) {
      if (struct instanceof Y.Item && struct.origin === null && struct.rightOrigin === null)
        struct.parent ??= 'script' as unknown as Y.Item['parent'];
      struct.write(encoder, 0);
    }
  }
  encoding.writeVarUint(rest, ranges.size);
  for (const [client, list] of ranges) {
    for (const n of [client, list.length]) encoding.writeVarUint(rest, n);
    for (const { clock, len } of list) for (const n of [clock, len]) encoding.writeVarUint(rest, n);
  }
  return encoder.toUint8Array();
}
