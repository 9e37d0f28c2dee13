import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { NO_DELETIONS, type Run, writeRuns } from './slice-update.ts';
import { KIND, kindOf, StructWalk } from './struct-walk.ts';

/** Parts, and ranges of deletions, of one piece: about 10 ms to apply. */
const PIECE = LIMITS.tickParts / 2;
/** Parts that are only walked over between two moments at which somebody else may have the loop. */
const WALK = 4 * PIECE;

/**
 * Cuts a V1 update into updates that may be applied one after the other, whoever builds on whom in it: what many wrote
 * together has no order of its clients, but each part has its place behind those it names. For content nobody reads before the
 * last piece is there: a piece may end inside a record. What names parts that are nowhere comes as one piece, as Yjs would keep it.
 * @param stateOf clock of a client in the document the pieces are applied to. @returns the pieces; null between two where there is
 * nothing to apply yet. @throws what lib0 throws at the end of the bytes.
 */
export function* orderedPieces(
  update: Uint8Array,
  stateOf: (client: number) => number,
  size = PIECE,
): Generator<Uint8Array | null> {
  const decoder = decoding.createDecoder(update);
  const queues: Queue[] = [];
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const count = decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const [queue, walk] = [
      new Queue(update, decoder.pos, client, clock, count),
      new Queue(update, decoder.pos, client, clock, count),
    ];
    while (!walk.isEmpty) {
      walk.take();
      if (walk.left % WALK === 0) yield null;
    }
    decoder.pos = queue.end = walk.from;
    queues.push(queue);
  }
  yield* inOrder(update, queues, stateOf, size);
  yield* deletions(decoder, size);
}

/** The parts of one client, taken from the first on. */
class Queue extends StructWalk {
  readonly client: number;
  /** Of the first that is left. */
  clock: number;
  left: number;
  /** Where the first that is left begins, and where the last ends. */
  from: number;
  end = 0;
  /** What the first that is left names: client, clock, client, clock. */
  private names: number[] = [];
  private length = 0;
  private isRead = false;
  /** Its first waits for another client to go on. */
  waiting = false;
  /** Its first names what is nowhere. */
  stuck = false;
  /** What comes before its first is nowhere. */
  isAhead = false;

  constructor(update: Uint8Array, at: number, client: number, clock: number, count: number) {
    super(decoding.createDecoder(update));
    this.decoder.pos = at;
    this.from = at;
    this.client = client;
    this.clock = clock;
    this.left = count;
  }

  get isEmpty(): boolean {
    return this.left === 0;
  }

  /** Whether the part with that clock was taken. */
  took(clock: number): boolean {
    return !this.isAhead && clock < this.clock;
  }

  /** Where the first that is left ends. */
  get to(): number {
    this.read();
    return this.decoder.pos;
  }

  /** A gap stands here, where Yjs wrote that something is missing. */
  get isGap(): boolean {
    return kindOf(this.decoder.arr[this.from] ?? 0) === KIND.skip;
  }

  /** The client of a part that must come before the first that is left; null when nothing is missing. */
  missing(knows: (client: number, clock: number) => boolean): number | null {
    this.read();
    for (let at = 0; at < this.names.length; at += 2) {
      const client = this.names[at] ?? 0;
      if (!knows(client, this.names[at + 1] ?? 0)) return client;
    }
    return null;
  }

  take(): void {
    this.read();
    this.clock += this.length;
    this.from = this.decoder.pos;
    this.left--;
    this.isRead = false;
  }

  protected override onName(client: number, clock: number): void {
    this.names.push(client, clock);
  }

  private read(): void {
    if (this.isRead) return;
    this.names = [];
    this.length = this.skipStruct();
    this.isRead = true;
  }
}

/** As Yjs itself puts parts together: when one names another that is not there yet, that one's client goes on first. */
function* inOrder(
  update: Uint8Array,
  queues: readonly Queue[],
  stateOf: (client: number) => number,
  size: number,
): Generator<Uint8Array> {
  const byClient = new Map(queues.map((queue) => [queue.client, queue]));
  for (const queue of queues) queue.isAhead = queue.stuck = queue.clock > stateOf(queue.client);
  const knows = (client: number, clock: number) => (byClient.get(client)?.took(clock) ?? false) || clock < stateOf(client);
  const piece = new Piece(update);
  for (const first of queues) {
    while (!first.isEmpty && !first.stuck) {
      const waiting = [first];
      for (let next: Queue | undefined = first; next !== undefined; next = waiting.at(-1)) {
        const missing = next.isGap ? next.client : next.missing(knows);
        next.waiting = missing !== null;
        if (missing === null) {
          piece.add(next);
          waiting.pop();
          if (piece.parts >= size) yield piece.cut();
          continue;
        }
        const before = byClient.get(missing);
        if (before !== undefined && !before.isEmpty && !before.stuck && !before.waiting) waiting.push(before);
        else for (const queue of waiting.splice(0)) [queue.stuck, queue.waiting] = [true, false];
      }
    }
  }
  if (piece.parts > 0) yield piece.cut();
  const stuck = queues.filter((queue) => !queue.isEmpty);
  const runs = stuck.map(({ client, clock, left, from, end }): Run => ({ client, clock, count: left, from, to: end }));
  if (runs.length > 0) yield writeRuns(update, runs, NO_DELETIONS);
}

/** What was put in order and not applied. */
class Piece {
  parts = 0;
  private readonly update: Uint8Array;
  private readonly runs = new Map<number, Run>();

  constructor(update: Uint8Array) {
    this.update = update;
  }

  add(queue: Queue): void {
    const { client, clock, from } = queue;
    const run = this.runs.get(client) ?? { client, clock, count: 0, from, to: from };
    this.runs.set(client, run);
    run.count++;
    run.to = queue.to;
    this.parts++;
    queue.take();
  }

  cut(): Uint8Array {
    const cut = writeRuns(this.update, [...this.runs.values()], NO_DELETIONS);
    this.runs.clear();
    this.parts = 0;
    return cut;
  }
}

function* deletions(decoder: decoding.Decoder, size: number): Generator<Uint8Array> {
  let ranges: { client: number; count: number; bytes: Uint8Array }[] = [];
  let room = size;
  const cut = () => {
    const taken = ranges;
    [ranges, room] = [[], size];
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, taken.length);
      for (const { client, count, bytes } of taken) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, count);
        encoding.writeUint8Array(encoder, bytes);
      }
    });
  };
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder);
    for (let left = decoding.readVarUint(decoder); left > 0; ) {
      const count = Math.min(left, room);
      const from = decoder.pos;
      for (let n = 2 * count; n > 0; n--) decoding.readVarUint(decoder);
      ranges.push({ client, count, bytes: decoder.arr.subarray(from, decoder.pos) });
      left -= count;
      room -= count;
      // Each piece is looked at for all clients there are, so of thousands who deleted a word each it is filled.
      if (room === 0) yield cut();
    }
  }
  if (ranges.length > 0) yield cut();
}
