import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as Y from 'yjs';

/** No list is longer than a document. */
const MOST_COUNTED = LIMITS.documentParts;

export type SharedType = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never;

/** Children of one type, or the values one of its keys has had: what Yjs keeps as one linked list. */
export interface List {
  /** Types around it; 0 for a root. */
  depth: number;
  first: Node | null | undefined;
  /** Nodes in it, once counted. */
  length: number | undefined;
  /** In the live document; null while the list belongs to something that is not there yet. */
  type: SharedType | null;
  sub: string | null;
}

/** An item, or a piece of one, as it would stand in its list. */
export interface Node {
  readonly id: Y.ID;
  length: number;
  readonly origin: Y.ID | null;
  readonly rightOrigin: Y.ID | null;
  readonly list: List;
  /** It is not in the document. */
  readonly isNew: boolean;
  /** `undefined`: as in the document. */
  left: Node | null | undefined;
  right: Node | null | undefined;
  item?: Y.Item;
}

/**
 * The lists of a document with things put into them that are not in it: items are looked up as they are needed and cut where
 * somebody writes inside one, beside the document, which stays as it is.
 */
export class Neighbourhood {
  private readonly doc: Y.Doc;
  /** Pieces of an item of the document, in order. */
  private readonly pieces = new Map<Y.Item, Node[]>();
  /** Pieces of what was put in, by client and ascending clock. */
  private readonly added = new Map<number, Node[]>();
  private readonly lists = new Map<object, Map<string | null, List>>();
  /** The types among what was put in. */
  private readonly types = new Map<Node, object>();

  constructor(doc: Y.Doc) {
    this.doc = doc;
  }

  /** @returns the piece this id is in; null when it is in none, or was deleted for good. */
  containing(id: Y.ID): Node | null {
    const pieces = this.piecesAt(id);
    let [from, to] = [0, pieces.length - 1];
    while (from <= to) {
      const middle = (from + to) >> 1;
      const node = pieces[middle];
      if (node === undefined) return null;
      if (id.clock < node.id.clock) to = middle - 1;
      else if (id.clock >= node.id.clock + node.length) from = middle + 1;
      else return node;
    }
    return null;
  }

  /** The piece that ends with this id; cut out if need be. */
  endingAt(id: Y.ID): Node | null {
    const node = this.containing(id);
    if (node !== null) this.cut(node, id.clock + 1 - node.id.clock);
    return node;
  }

  startingAt(id: Y.ID): Node | null {
    const node = this.containing(id);
    return node === null || node.id.clock === id.clock ? node : this.cut(node, id.clock - node.id.clock);
  }

  rightOf(node: Node): Node | null {
    node.right = node.right === undefined ? this.nodeOf(node.item?.right ?? null, 0) : node.right;
    return node.right;
  }

  leftOf(node: Node): Node | null {
    node.left = node.left === undefined ? this.nodeOf(node.item?.left ?? null, -1) : node.left;
    return node.left;
  }

  firstOf(list: List): Node | null {
    list.first = list.first === undefined ? this.nodeOf(firstItem(list), 0) : list.first;
    return list.first;
  }

  lengthOf(list: List): number {
    if (list.length !== undefined) return list.length;
    list.length = 0;
    for (let item = firstItem(list); item !== null && list.length <= MOST_COUNTED; item = item.right) list.length++;
    return list.length;
  }

  /** Items of the document inside a piece of it, deleted ones too; more than `textDeletions` are not counted. */
  insideOf({ item }: Node): number {
    let count = 0;
    const first = item?.content instanceof Y.ContentType ? item.content.type._start : null;
    for (let inside = first; inside !== null && count <= LIMITS.textDeletions; inside = inside.right) count++;
    return count;
  }

  listOf(type: SharedType, sub: string | null): List {
    return this.list(type, sub, () => ({ depth: depthOf(type), first: undefined, length: undefined, type, sub }));
  }

  /** The list inside the type that this id is; null when it is no type. */
  listInside(id: Y.ID, sub: string | null): List | null {
    const node = this.containing(id);
    if (node === null) return null;
    if (node.item !== undefined)
      return node.item.content instanceof Y.ContentType ? this.listOf(node.item.content.type, sub) : null;
    const inside = this.types.get(node);
    if (inside === undefined) return null;
    return this.list(inside, sub, () => ({ depth: node.list.depth + 1, first: null, length: 0, type: null, sub }));
  }

  /** Puts a new node right of `left`, or first. */
  insert(node: Node, left: Node | null, { content }: Y.Item): void {
    const right = left === null ? this.firstOf(node.list) : this.rightOf(left);
    Object.assign(node, { left, right });
    if (node.list.length !== undefined) node.list.length++;
    if (left === null) node.list.first = node;
    else left.right = node;
    if (right !== null) right.left = node;
    const pieces = this.added.get(node.id.client);
    if (pieces === undefined) this.added.set(node.id.client, [node]);
    else pieces.push(node);
    if (content instanceof Y.ContentType) this.types.set(node, {});
  }

  private list(owner: object, sub: string | null, make: () => List): List {
    const bySub = this.lists.get(owner) ?? new Map<string | null, List>();
    this.lists.set(owner, bySub);
    const known = bySub.get(sub) ?? make();
    bySub.set(sub, known);
    return known;
  }

  private piecesAt(id: Y.ID): Node[] {
    if (id.clock >= Y.getState(this.doc.store, id.client)) return this.added.get(id.client) ?? [];
    const item = Y.getItem(this.doc.store, id);
    return item instanceof Y.Item ? this.piecesOf(item) : [];
  }

  private piecesOf(item: Y.Item): Node[] {
    const known = this.pieces.get(item);
    if (known !== undefined) return known;
    if (!(item.parent instanceof Y.AbstractType)) return [];
    const list = this.listOf(item.parent, item.parentSub);
    const { id, length, origin, rightOrigin } = item;
    const pieces: Node[] = [{ id, length, origin, rightOrigin, list, isNew: false, left: undefined, right: undefined, item }];
    this.pieces.set(item, pieces);
    return pieces;
  }

  private nodeOf(item: Y.Item | null, piece: number): Node | null {
    return item === null ? null : (this.piecesOf(item).at(piece) ?? null);
  }

  /** @returns the second piece; the node stays the first. As Yjs' splitItem. */
  private cut(node: Node, at: number): Node | null {
    if (at >= node.length) return null;
    const { client, clock } = node.id;
    const right = this.rightOf(node);
    const second: Node = {
      ...node,
      id: Y.createID(client, clock + at),
      length: node.length - at,
      origin: Y.createID(client, clock + at - 1),
    };
    Object.assign(second, { left: node, right });
    node.length = at;
    node.right = second;
    if (right !== null) right.left = second;
    const pieces = this.piecesAt(node.id);
    pieces.splice(pieces.indexOf(node) + 1, 0, second);
    return second;
  }
}

/** For a key the value it has now stands last, and Yjs walks to the first. */
function firstItem({ type, sub }: List): Y.Item | null {
  if (type === null) return null;
  if (sub === null) return type._start;
  let item = type._map.get(sub) ?? null;
  for (let steps = 0; item?.left != null && steps <= MOST_COUNTED; steps++) item = item.left;
  return item;
}

function depthOf(type: SharedType): number {
  let depth = 0;
  for (let item = type._item; item !== null && depth <= LIMITS.nestedTypes; depth++) {
    item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
  }
  return depth;
}
