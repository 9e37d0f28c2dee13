import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as Y from 'yjs';
import { MOST_VISITS, visitsAmong } from './deletion-work.ts';
import { type List, Neighbourhood, type Node } from './neighbourhood.ts';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** A run of an item's characters, or an item that is one thing. */
export interface Piece {
  readonly id: Y.ID;
  readonly length: number;
}

export type Work = number | 'too heavy' | 'too deep' | 'no place' | 'out of order';

export interface Integration {
  work: Work;
  /** Parts Yjs will look at behind those that come in deleted. */
  visits: number;
  /** Yjs would keep a part of it aside until content comes that is neither here nor in it. */
  waits: boolean;
}

interface Queue {
  structs: Struct[];
  next: number;
}

/** So many values of one key are walked over in the time of one step. */
const KEY_WALK = 40;

/**
 * How far Yjs will have to search to give the parts of an update their places, and whether they can have the places they ask
 * for. A part whose two neighbours are still side by side costs nothing; where others stand between them, Yjs looks at each
 * of those (yjs 13, Item.integrate), so 5,000 parts in 30 kB held the loop for three seconds. Every replica would pay the
 * same, browsers too. And a part whose left neighbour stands right of its right one gets a place that depends on what a
 * replica took in first, so replicas would differ for good (R2). Yjs' own rules are followed here beside the document, which
 * is only read, in the order in which Yjs will take the parts in.
 * @param misplaced takes the order of each list inside a block with items that name neighbours that never were, as their author
 * saw it: it has to be written anew.
 * @returns steps; `too heavy` above `updateConflicts`, `too deep` for types inside types, `no place` for a root nobody reads; and
 * whether a part waits for content that is not here.
 */
export function integrationWork(
  structs: readonly Struct[],
  doc: Y.Doc,
  misplaced: Piece[][] = [],
  deletions: DeleteSet = NO_DELETIONS,
): Integration {
  const [first, ...more] = structs;
  // Nearly all that people write is one of these.
  if (first === undefined || (more.length === 0 && isTypedBetween(first, doc) && !isGone(first, deletions)))
    return { work: 0, waits: false, visits: 0 };
  return new Trial(structs, doc, misplaced, deletions).run();
}

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];
const NO_DELETIONS = Y.createDeleteSet();

/** Whether a part comes in deleted, in whole or in part. */
function isGone(struct: Struct, deletions: DeleteSet): boolean {
  if (struct instanceof Y.Item && struct.content instanceof Y.ContentDeleted) return true;
  const ranges = deletions.clients.get(struct.id.client);
  if (ranges === undefined) return false;
  let [from, to] = [0, ranges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const range = ranges[middle];
    if (range === undefined || range.clock + range.len > struct.id.clock) to = middle;
    else from = middle + 1;
  }
  return (ranges[from]?.clock ?? Number.POSITIVE_INFINITY) < struct.id.clock + struct.length;
}

/** Words, marks or values right behind something that still has the neighbour they were written in front of. */
function isTypedBetween(struct: Struct, doc: Y.Doc): boolean {
  if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentType) return false;
  const { id, origin, rightOrigin } = struct;
  if (origin === null || Y.getState(doc.store, id.client) !== id.clock) return false;
  if (origin.clock >= Y.getState(doc.store, origin.client)) return false;
  const left = Y.getItem(doc.store, origin);
  if (!(left instanceof Y.Item)) return false;
  const inside = origin.clock + 1 < left.id.clock + left.length;
  return same(inside ? Y.createID(origin.client, origin.clock + 1) : (left.right?.id ?? null), rightOrigin);
}

class Trial {
  private readonly doc: Y.Doc;
  private readonly queues = new Map<number, Queue>();
  /** Clocks with what was given a place, or none because it stands beside what is gone. */
  private readonly state = new Map<number, number>();
  private readonly around: Neighbourhood;
  private steps = 0;
  private readonly misplaced: Piece[][];
  private readonly disordered = new Set<List>();
  private readonly deletions: DeleteSet;
  /** How many came in deleted. */
  private readonly gone = new Map<List, number>();
  private stop: Exclude<Work, number> | null = null;
  private waits = false;

  constructor(structs: readonly Struct[], doc: Y.Doc, misplaced: Piece[][], deletions: DeleteSet) {
    this.doc = doc;
    this.deletions = deletions;
    this.misplaced = misplaced;
    this.around = new Neighbourhood(doc);
    for (const struct of structs) {
      // Yjs makes a root for each name it reads, even of what it knows, and never forgets it.
      if (struct instanceof Y.Item && typeof struct.parent === 'string' && !doc.share.has(struct.parent)) this.stop = 'no place';
      const queue = this.queues.get(struct.id.client);
      if (queue === undefined) this.queues.set(struct.id.client, { structs: [struct], next: 0 });
      else queue.structs.push(struct);
    }
  }

  run(): Integration {
    // Yjs begins with the highest client id.
    for (const client of [...this.queues.keys()].sort((a, b) => b - a)) {
      for (let next = this.take(client); next !== undefined && this.stop === null; next = this.take(client)) this.integrate(next);
    }
    this.tellMisplaced();
    let visits = 0;
    for (const [list, count] of this.gone) if (visits <= MOST_VISITS) visits += visitsAmong(count, list.type);
    return { work: this.stop ?? this.steps, waits: this.waits, visits };
  }

  /** To write a list anew is to delete it, which costs as its deletion by somebody would. */
  private tellMisplaced(): void {
    let visits = 0;
    for (const list of this.disordered) {
      const order: Piece[] = [];
      for (const piece of this.orderOf(list)) {
        visits += 2 * order.length + 1 + this.around.insideOf(piece) ** 2;
        if (visits > MOST_VISITS) this.stop = 'out of order';
        if (this.stop !== null) return;
        order.push({ id: piece.id, length: piece.length });
      }
      this.misplaced.push(order);
    }
  }

  /** Gives a part its place, and before it, one by one, those of other clients that it builds on (yjs 13, integrateStructs). */
  private integrate(first: Struct): void {
    const waiting: Struct[] = [];
    for (let struct: Struct | undefined = first; struct !== undefined && this.stop === null; ) {
      const needed = this.waitsFor(struct);
      if (needed === null) {
        if (struct instanceof Y.Item) this.place(struct);
        if (this.steps > LIMITS.updateConflicts) this.stop = 'too heavy';
        this.state.set(struct.id.client, Math.max(this.stateOf(struct.id.client), struct.id.clock + struct.length));
        struct = waiting.pop();
        continue;
      }
      waiting.push(struct);
      struct = this.take(needed);
      if (struct !== undefined) continue;
      // It is nowhere, or they wait for one another in a circle: Yjs keeps all that comes behind them aside.
      this.waits = true;
      for (const { id } of waiting) this.queues.delete(id.client);
      return;
    }
  }

  private take(client: number): Struct | undefined {
    const queue = this.queues.get(client);
    return queue?.structs[queue.next++];
  }

  private stateOf(client: number): number {
    return this.state.get(client) ?? Y.getState(this.doc.store, client);
  }

  /** @returns the client of whom something has to be here first. */
  private waitsFor(struct: Struct): number | null {
    const { client, clock } = struct.id;
    // Taken out of its order, since one before it waits in a circle.
    if (clock > this.stateOf(client)) return client;
    if (!(struct instanceof Y.Item)) return null;
    for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
      if (id instanceof Y.ID && id.client !== client && id.clock >= this.stateOf(id.client)) return id.client;
    }
    return null;
  }

  private place(item: Y.Item): void {
    const { client, clock } = item.id;
    const known = Y.getState(this.doc.store, client);
    if (clock + item.length <= known) return;
    const right = item.rightOrigin === null ? null : this.around.startingAt(item.rightOrigin);
    // After the right one: where both are in one piece, Yjs cuts for the right one and goes on with the beginning of it for the
    // left one, but only on replicas that had merged the two (yjs 13, Item.getMissing). Its author had not.
    const named = item.origin === null ? null : this.around.endingAt(item.origin);
    // Beside what is gone it gets no place.
    if ((item.origin !== null && named === null) || (item.rightOrigin !== null && right === null)) return;
    const list = named?.list ?? right?.list ?? this.listFor(item);
    if (list === null) return;
    // Of a part the document has the beginning of, the rest is taken in behind it.
    const begun = known > clock ? known - clock : 0;
    const left = begun > 0 ? this.around.endingAt(Y.createID(client, known - 1)) : named;
    const origin = begun > 0 ? Y.createID(client, known - 1) : item.origin;
    // Yjs throws where that beginning is gone and the place is not.
    if (begun > 0 && left?.list !== list) this.stop = 'out of order';
    if (left !== null && right !== null && left.list !== right.list) this.stop = 'out of order';
    if (item.content instanceof Y.ContentType && list.depth >= LIMITS.nestedTypes) this.stop = 'too deep';
    if (this.stop !== null) return;
    const id = Y.createID(client, clock + begun);
    const node: Node = {
      id,
      length: item.length - begun,
      origin,
      rightOrigin: item.rightOrigin,
      list,
      isNew: true,
      left: null,
      right: null,
    };
    this.around.insert(node, this.search(node, left, right), item);
    if (mayBeText(list) && isGone(item, this.deletions)) this.gone.set(list, (this.gone.get(list) ?? 0) + 1);
  }

  private *orderOf(list: List): Generator<Node> {
    for (let at = this.around.firstOf(list); at !== null; at = this.around.rightOf(at)) yield at;
  }

  private listFor({ parent, parentSub }: Y.Item): List | null {
    if (typeof parent !== 'string') return parent instanceof Y.ID ? this.around.listInside(parent, parentSub) : null;
    const root = this.doc.share.get(parent);
    return root === undefined ? null : this.around.listOf(root, parentSub);
  }

  /** Yjs' search for the place of an item that others may have written beside (Item.integrate). @returns what stands left of it. */
  private search(node: Node, left: Node | null, right: Node | null): Node | null {
    const { around } = this;
    const isFree = left === null ? right !== null && around.leftOf(right) === null : around.rightOf(left) === right;
    if (isFree) return left;
    // For a key Yjs walks from its last value to its first before it begins, twice; that is quick, but not nothing.
    if (left === null && node.list.sub !== null) this.steps += Math.floor(around.lengthOf(node.list) / KEY_WALK);
    let place = left;
    let at = left === null ? around.firstOf(node.list) : around.rightOf(left);
    const conflicting = new Set<Node>();
    const before = new Set<Node>();
    for (; at !== null && at !== right; at = around.rightOf(at)) {
      if (!this.mayStandBetween(at, node, left, right)) return place;
      before.add(at);
      conflicting.add(at);
      if (same(node.origin, at.origin)) {
        if (at.id.client < node.id.client) {
          place = at;
          conflicting.clear();
        } else if (same(node.rightOrigin, at.rightOrigin)) break;
      } else {
        const origin = at.origin === null ? null : around.containing(at.origin);
        if (origin === null || !before.has(origin)) break;
        if (!conflicting.has(origin)) {
          place = at;
          conflicting.clear();
        }
      }
    }
    // What goes on where the part before it began stands where that stands.
    const goesOn = left?.isNew === true && same(left.rightOrigin, node.rightOrigin);
    if (!goesOn) this.seekRight(at, node, left, right);
    return place;
  }

  /**
   * Undo that brings back a block writes its pieces anew, and where they had been undone before it names neighbours that never
   * were (yjs 13, redoItem), so this is no sign of ill will. Lists inside a block are written anew after it; the list of blocks
   * is too much of the document, and undo names no such neighbours there.
   */
  private misplace({ list }: Node): void {
    if (list.sub !== null || list.type?._item === null) this.stop = 'out of order';
    else this.disordered.add(list);
  }

  private seekRight(from: Node | null, node: Node, left: Node | null, right: Node | null): void {
    let at = from;
    for (; at !== null && at !== right; at = this.around.rightOf(at)) if (!this.mayStandBetween(at, node, left, right)) return;
    if (right !== null && at === null) this.misplace(node);
  }

  /**
   * Its author saw its two neighbours side by side. So nothing stands between them that the author had seen: nothing of their
   * own, and nothing either neighbour builds on. Places that were never side by side make replicas differ.
   */
  private mayStandBetween(at: Node, node: Node, left: Node | null, right: Node | null): boolean {
    if (++this.steps > LIMITS.updateConflicts) return false;
    const seen = isEarlier(at, node) || (left !== null && isEarlier(at, left)) || (right !== null && isEarlier(at, right));
    if (seen) this.misplace(node);
    return this.stop === null;
  }
}

/** What a type that is not here yet is, is not looked at. */
const mayBeText = ({ type, sub }: List): boolean => sub === null && (type === null || type instanceof Y.Text);

/** Whether `a` was surely there when `b` was written. */
function isEarlier(a: Node, b: Node): boolean {
  return (a.id.client === b.id.client && a.id.clock < b.id.clock) || holds(a, b.origin) || holds(a, b.rightOrigin);
}

function holds({ id, length }: Node, other: Y.ID | null): boolean {
  return other !== null && other.client === id.client && other.clock >= id.clock && other.clock < id.clock + length;
}

const same = (a: Y.ID | null, b: Y.ID | null): boolean => a === b || (a !== null && b !== null && Y.compareIDs(a, b));
