import * as Y from 'yjs';

/** A letter of a block, or the break between two lines. */
export interface Letter {
  readonly text: string;
  /** Who typed it, and when by that client's own count. */
  readonly client: number;
  readonly clock: number;
}

export interface Copy {
  readonly element: Y.XmlElement;
  /** It came in the same transaction, so that all such copies are of one mover. */
  readonly isNew: boolean;
}

/** A block that went in a transaction while another one stands under its id: it was moved. */
export interface MovedBlock {
  readonly id: string;
  readonly element: Y.XmlElement;
  readonly copy: Copy;
  /** What it said right before, letter by letter. */
  readonly letters: readonly Letter[];
  /** Blocks that stood behind it in its scene and were left where they were. */
  readonly behind: Y.XmlElement[];
}

/** Ids a block had before: whoever moved it may have known it by one of those. */
export type EarlierIds = (element: Y.XmlElement) => readonly string[];

/** The moved blocks of a transaction, while what went is still there to be read: before the end of its observers. */
export function movedBlocks(script: Y.XmlFragment, transaction: Y.Transaction, earlierIds: EarlierIds): MovedBlock[] {
  const standing = new Map<string, Copy[]>();
  const before: { element: Y.XmlElement; gone: boolean }[] = [];
  for (const { item, element } of elementsIn(script)) {
    const gone = wentNow(item, transaction);
    const id = idOf(element);
    const isNew = cameNow(item, transaction);
    if (!item.deleted && id !== null) standing.set(id, [...(standing.get(id) ?? []), { element, isNew }]);
    if (gone || (!item.deleted && !isNew)) before.push({ element, gone });
  }
  const stood = (item: Y.Item) => !cameNow(item, transaction) && (!item.deleted || wentNow(item, transaction));
  const moved: MovedBlock[] = [];
  let last: MovedBlock | null = null;
  let sceneMoves = false;
  for (const { element, gone } of before) {
    const id = gone
      ? ([idOf(element), ...earlierIds(element)].find((each) => each !== null && standing.has(each)) ?? null)
      : null;
    const copy = id === null ? undefined : takeCopy(standing.get(id) ?? []);
    const isHeading = element.nodeName === 'sceneHeading';
    if (id !== null && copy !== undefined) {
      last = { id, element, copy, letters: lettersOf(element, stood), behind: [] };
      moved.push(last);
      sceneMoves ||= isHeading || element.nodeName === 'section';
      continue;
    }
    // What went without a copy was removed and not moved; what begins another scene ends this one.
    if (gone) continue;
    if (isHeading || element.nodeName === 'section') {
      last = null;
      sceneMoves = false;
    } else if (sceneMoves) last?.behind.push(element);
  }
  return moved;
}

/** Blocks that a client put behind another one of the same id: two people moved the same at once, and it stands twice. */
export function doubledBlocks(script: Y.XmlFragment, client: number): Y.XmlElement[] {
  const ids = new Set<string>();
  const doubled: Y.XmlElement[] = [];
  for (const { item, element } of elementsIn(script)) {
    const id = item.deleted ? null : idOf(element);
    if (id === null) continue;
    if (ids.has(id) && item.id.client === client) doubled.push(element);
    ids.add(id);
  }
  return doubled;
}

/** Of several that stand under an id the first that was written anew with this move; what stood twice is written anew twice, in order. */
function takeCopy(copies: Copy[]): Copy | undefined {
  const at = copies.findIndex(({ isNew }) => isNew);
  if (at === -1 || copies.length === 1) return copies[0];
  return copies.splice(at, 1)[0];
}

function* elementsIn(script: Y.XmlFragment): Generator<{ item: Y.Item; element: Y.XmlElement }, void> {
  for (let item = script._start; item !== null; item = item.right) {
    const type = item.content instanceof Y.ContentType ? item.content.type : null;
    if (type instanceof Y.XmlElement) yield { item, element: type };
  }
}

function cameNow({ id }: Y.Item, { beforeState }: Y.Transaction): boolean {
  return id.clock >= (beforeState.get(id.client) ?? 0);
}

function wentNow(item: Y.Item, transaction: Y.Transaction): boolean {
  return item.deleted && !cameNow(item, transaction) && Y.isDeleted(transaction.deleteSet, item.id);
}

/** Read from what is stored: an element that is gone no longer says its attributes. */
export function idOf(element: Y.XmlElement): string | null {
  const value: unknown = element._map.get('id')?.content.getContent()[0];
  return typeof value === 'string' ? value : null;
}

function lettersOf(element: Y.XmlElement, stood: (item: Y.Item) => boolean): Letter[] {
  const letters: Letter[] = [];
  for (let child = element._start; child !== null; child = child.right) {
    if (!stood(child) || !(child.content instanceof Y.ContentType)) continue;
    const { type } = child.content;
    if (!(type instanceof Y.XmlText)) letters.push({ text: '\n', ...child.id });
    else
      for (let item = type._start; item !== null; item = item.right) {
        if (!stood(item) || !(item.content instanceof Y.ContentString)) continue;
        const { client, clock } = item.id;
        // By code units: a clock counts those, and so does an offset of a text.
        item.content.str.split('').forEach((text, at) => void letters.push({ text, client, clock: clock + at }));
      }
  }
  return letters;
}
