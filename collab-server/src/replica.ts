import * as Y from 'yjs';
import { coversDeletions, type Deletions, deletionsOf } from './sync/deletions.ts';
import { encodeStep2, encodeUpdate } from './sync/encode.ts';
import { Outgoing } from './sync/outgoing.ts';
import { UpdateIndex } from './sync/update-index.ts';
import { Waking } from './waking.ts';

/** Beyond this many bytes of later updates, or this share of the whole, the whole is encoded anew for the next joiner. */
const TAIL_BYTES = 64 * 1024;
const TAIL_SHARE = 4;
const TAIL_UPDATES = 500;
/** Merging many updates at once takes more than linear time (facts: sync §5.9). */
const MERGED_AT_ONCE = 64;
/** What a client has that has nothing: a state vector without entries. */
const isEmpty = (stateVector: Uint8Array): boolean => stateVector.length <= 1;
/** Bytes that nobody asked for in this time are encoded again when somebody does; and in so many times what that takes. */
const SLIM_MS = 1000;
const SLIM_TIMES = 100;
const NOTHING = Uint8Array.of(0, 0);
/** A step 2 without content: tells a newcomer that what it was sent before it is all there is. */
const END_OF_SYNC = encodeStep2(NOTHING);

/**
 * The content of one document. While nobody writes it is the bytes that came from the store: newcomers are sent them as they
 * are, and no Y.Doc is made, which would take ten times the memory and, for a large document, a third of a second (facts:
 * sync §5.5). It wakes to a live Y.Doc for the first change and rests again as bytes.
 */
export class Replica {
  private live: Y.Doc | null = null;
  private waking: Waking | null = null;
  /** A V1 update with everything up to some moment, framed for newcomers; null while live until somebody asks. */
  private base: { update: Uint8Array; outgoing: Outgoing } | null;
  /** What came after `base`, in order. */
  private tail: Uint8Array[];
  private tailBytes: number;
  /** So many at the beginning of `tail` are merged from several already, and are not taken apart for each newcomer. */
  private pieces = 0;
  private joining: Outgoing | null = null;
  /** Read from the bytes when first needed, while resting. */
  private clocks: Map<number, number> | null = null;
  private deletions: Deletions | null = null;
  /** Of `base` alone, which stays the same while others write. */
  private index: UpdateIndex | null = null;
  /** What somebody lacked of `base`, while resting: after a restart many come back with the same state and share its memory. */
  private lastDifference: { from: string; outgoing: Outgoing } | null = null;

  /** When somebody last asked for the content, and how long it last took to encode it, ms. */
  private askedAt = performance.now();
  private encodeMs = 0;

  /** @param updates V1, in the order of the log. */
  constructor(updates: readonly Uint8Array[]) {
    const [first = NOTHING, ...rest] = updates;
    this.base = framed(first);
    this.tail = rest.map(kept);
    this.tailBytes = bytesOf(rest);
  }

  /** The Y.Doc, or null while resting. */
  get doc(): Y.Doc | null {
    return this.live;
  }

  /** Parts the Y.Doc is made of, deleted ones too; 0 while resting. */
  get parts(): number {
    let parts = 0;
    if (this.live !== null) for (const structs of this.live.store.clients.values()) parts += structs.length;
    return parts;
  }

  /** @returns bytes of the content as it is now. Encodes a live document, so for when the answer matters. */
  measure(): number {
    if (this.live !== null) this.encode(this.live);
    return (this.base?.update.length ?? 0) + this.tailBytes;
  }

  /**
   * Makes the Y.Doc, or goes on making it; until it is there the bytes are what counts. Throws what Yjs throws on damaged bytes.
   * @param until monotonic, ms: what is left then is for another turn.
   * @returns null while some is left; then it, and whether the stored updates refer to content that is not among them.
   */
  wake(until = Number.POSITIVE_INFINITY): { doc: Y.Doc; incomplete: boolean } | null {
    this.waking ??= new Waking(this.updates);
    const woken = this.waking.work(until);
    if (woken === null) return null;
    this.waking = null;
    this.live = woken.doc;
    [this.clocks, this.deletions] = [null, null];
    this.baseChanged();
    return woken;
  }

  /** Whether a Y.Doc is being made. */
  get isWaking(): boolean {
    return this.waking !== null;
  }

  /** Nobody needs the Y.Doc any more that is being made: what there was to put in has come from elsewhere meanwhile. */
  stayAtRest(): void {
    this.waking?.destroy();
    this.waking = null;
  }

  /** Back to bytes. */
  rest(): void {
    if (this.live === null) return;
    this.encode(this.live);
    this.live.destroy();
    this.live = null;
  }

  /**
   * Lets go of what is here for newcomers alone, when there were none for a while: beside a Y.Doc the bytes of the same content,
   * at rest where things are in them. Called now and then. @param now monotonic, ms.
   */
  slim(now: number): void {
    if (now - this.askedAt < Math.max(SLIM_MS, SLIM_TIMES * this.encodeMs)) return;
    this.baseChanged();
    if (this.live === null || this.base === null) return;
    this.base = null;
    this.dropTail();
    this.tailChanged();
  }

  /** An update that is in the content from now on: applied to the Y.Doc already, or, while resting, from the log. */
  append(update: Uint8Array): void {
    const own = kept(update);
    this.waking?.add(own);
    this.tailChanged();
    if (this.base === null) return;
    this.tail.push(own);
    this.tailBytes += update.length;
    if (this.live === null) this.gather(this.base.update.length);
    else if (this.tail.length > TAIL_UPDATES || this.tailBytes > Math.max(TAIL_BYTES, this.base.update.length / TAIL_SHARE)) {
      this.base = null;
      this.dropTail();
    }
  }

  /** Resting, the tail is the only copy: it stays, in few pieces, until it is as large as the base. */
  private gather(baseBytes: number): void {
    if (this.tailBytes > Math.max(TAIL_BYTES, baseBytes)) this.shrink();
    else if (this.tail.length - this.pieces >= MERGED_AT_ONCE) {
      const pieces = [...this.tail.slice(0, this.pieces), ...merged(this.tail.slice(this.pieces))];
      this.tail = pieces.length < MERGED_AT_ONCE ? pieces : merged(pieces);
      this.pieces = this.tail.length;
    }
  }

  /** What was overwritten and deleted is in the tail still; a Y.Doc lets go of it. Done each time the whole has doubled. */
  private shrink(): void {
    const doc = loaded(this.updates);
    this.encode(doc);
    doc.destroy();
  }

  stateOf(client: number): number {
    return this.live === null ? (this.restingClocks().get(client) ?? 0) : Y.getState(this.live.store, client);
  }

  stateVector(): Uint8Array {
    return this.live === null ? Y.encodeStateVector(this.restingClocks()) : Y.encodeStateVector(this.live);
  }

  /** Whether, while resting, everything that update deletes is known as deleted. */
  hasDeleted(update: Uint8Array): boolean {
    this.deletions ??= deletionsOf(this.updates);
    return coversDeletions(this.deletions, deletionsOf([update]));
  }

  /**
   * What brings somebody up to date, as messages that end with a step 2: only then is a stock client told that it is synced.
   * @param stateVector of what they have. @throws what lib0 throws on one that is not one.
   */
  difference(stateVector: Uint8Array): readonly Outgoing[] {
    this.askedAt = performance.now();
    if (isEmpty(stateVector)) return this.whole();
    if (this.live !== null) return [new Outgoing([encodeStep2(Y.encodeStateAsUpdate(this.live, stateVector))])];
    const from = Buffer.from(stateVector).toString('latin1');
    if (this.lastDifference?.from !== from) {
      const lacks = this.baseIndex().difference(Y.decodeStateVector(stateVector));
      this.lastDifference = { from, outgoing: new Outgoing([encodeUpdate(lacks)], true) };
    }
    return [this.lastDifference.outgoing, this.afterBase()];
  }

  destroy(): void {
    this.waking?.destroy();
    this.live?.destroy();
  }

  /** Everything, for somebody who has nothing: encoded once however many join, and sent from the same memory. */
  private whole(): readonly Outgoing[] {
    const base = this.base ?? this.encode(this.live);
    return [base.outgoing, this.afterBase()];
  }

  /** What came after `base`, and the end of the answer. */
  private afterBase(): Outgoing {
    if (this.joining === null) {
      const updates = [...this.tail.slice(0, this.pieces), ...merged(this.tail.slice(this.pieces))];
      this.joining = new Outgoing([...updates.map(encodeUpdate), END_OF_SYNC], true);
    }
    return this.joining;
  }

  private baseIndex(): UpdateIndex {
    this.index ??= new UpdateIndex(this.base?.update ?? NOTHING);
    return this.index;
  }

  private encode(doc: Y.Doc | null): { update: Uint8Array; outgoing: Outgoing } {
    const began = performance.now();
    const base = framed(doc === null ? NOTHING : Y.encodeStateAsUpdate(doc));
    this.encodeMs = performance.now() - began;
    this.base = base;
    this.dropTail();
    this.tailChanged();
    this.baseChanged();
    return base;
  }

  private get updates(): Uint8Array[] {
    return this.base === null ? this.tail : [this.base.update, ...this.tail];
  }

  private restingClocks(): Map<number, number> {
    if (this.clocks !== null) return this.clocks;
    const clocks = this.baseIndex().ends();
    for (const update of this.tail) {
      for (const [client, clock] of Y.parseUpdateMeta(update).to) {
        clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
      }
    }
    this.clocks = clocks;
    return clocks;
  }

  private dropTail(): void {
    this.tail = [];
    this.tailBytes = 0;
    this.pieces = 0;
  }

  /** What was read from the tail. */
  private tailChanged(): void {
    this.clocks = null;
    this.deletions = null;
    this.joining = null;
  }

  private baseChanged(): void {
    this.index = null;
    this.lastDifference = null;
  }
}

/** A copy with no more behind it than its bytes: what came from the store or another node is a view of all that came with it. */
function kept(update: Uint8Array): Uint8Array {
  return update.byteLength === update.buffer.byteLength ? update : new Uint8Array(update);
}

/** The update is a view of the frame, so that both take the memory of one. */
function framed(update: Uint8Array): { update: Uint8Array; outgoing: Outgoing } {
  const outgoing = new Outgoing([encodeUpdate(update)], true);
  return { update: outgoing.wire.subarray(outgoing.wire.length - update.length), outgoing };
}

/** In one transaction: after several Yjs would tidy up formatting on its own. Throws what Yjs throws on damaged bytes. */
function loaded(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  Y.transact(doc, () => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** The same content in fewer updates. */
export function merged(updates: readonly Uint8Array[]): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at < updates.length; at += MERGED_AT_ONCE) {
    const [first, ...more] = updates.slice(at, at + MERGED_AT_ONCE);
    if (first !== undefined) out.push(more.length === 0 ? first : Y.mergeUpdates([first, ...more]));
  }
  return out;
}

function bytesOf(updates: readonly Uint8Array[]): number {
  return updates.reduce((sum, update) => sum + update.length, 0);
}
