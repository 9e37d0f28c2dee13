import { canStandBefore, itemsOf, type OutlineItem } from '@trashfire/shared/document/outline';

/** An act with what is beneath it; null for what stands before the first act. */
export interface OutlineColumn {
  readonly act: OutlineItem | null;
  readonly items: readonly OutlineItem[];
}

/** Where an item goes: in front of another, or to the end. */
export interface OutlinePlace {
  readonly before: string | null;
}

/** The outline as columns, one an act; what stands before the first act has one of its own. */
export function columnsOf(outline: readonly OutlineItem[]): OutlineColumn[] {
  const loose = outline.filter(({ level }) => level > 1);
  const acts = outline.filter(({ level }) => level === 1).map((act) => ({ act, items: act.children }));
  return loose.length === 0 ? acts : [{ act: null, items: loose }, ...acts];
}

/** The first place from a block on where an item can stand (SPEC O2). */
function placeFrom(items: readonly OutlineItem[], item: OutlineItem, at: number): OutlinePlace {
  return { before: items.find((other) => other.from >= at && canStandBefore(item, other))?.id ?? null };
}

/** Nothing where it would stay: in front of itself, of what follows it, or of what is beneath it. */
function unlessThere(items: readonly OutlineItem[], item: OutlineItem, { before }: OutlinePlace): OutlinePlace | null {
  const next = before === null ? null : items.find(({ id }) => id === before);
  if (next === undefined) return null;
  const last = items.every(({ from }) => from < item.to);
  if (next === null) return last ? null : { before };
  return next.from >= item.from && next.from <= item.to ? null : { before };
}

/** One place up or down in the script. @returns null at the end of the way. */
export function placeByStep(outline: readonly OutlineItem[], id: string, by: 1 | -1): OutlinePlace | null {
  const items = itemsOf(outline);
  const item = items.find((each) => each.id === id);
  if (item === undefined) return null;
  const above = items.filter((other) => other.from < item.from && canStandBefore(item, other));
  const below = items.filter((other) => other.from > item.from && other.from >= item.to && canStandBefore(item, other));
  if (by === -1) return above.length === 0 ? null : { before: above.at(-1)?.id ?? null };
  return below.length === 0 ? null : { before: below[1]?.id ?? null };
}

/** To the end of the act before or after; an act steps past its neighbour. @returns null where there is none. */
export function placeByAct(outline: readonly OutlineItem[], id: string, by: 1 | -1): OutlinePlace | null {
  const columns = columnsOf(outline);
  const at = columns.findIndex(({ act, items }) => act?.id === id || itemsOf(items).some((item) => item.id === id));
  if (columns[at]?.act?.id === id) return placeByStep(outline, id, by);
  const to = columns[at + by];
  if (at === -1 || to === undefined) return null;
  return { before: (by === -1 ? columns[at]?.act?.id : columns[at + 2]?.act?.id) ?? null };
}

/** Behind everything of an act, or of what stands before the first. */
export function endOfColumn(outline: readonly OutlineItem[], act: OutlineItem | null): OutlinePlace {
  const acts = outline.filter(({ level }) => level === 1);
  return { before: acts[act === null ? 0 : acts.indexOf(act) + 1]?.id ?? null };
}

/**
 * Where an item that is let go on another one goes. Over something deeper than itself it goes beside the part that is in, or
 * behind it; over the lower half of something shallower into it.
 * @param below whether it was let go on the lower half. @returns null where it would stay where it is.
 */
export function placeByDrop(outline: readonly OutlineItem[], id: string, over: string, below: boolean): OutlinePlace | null {
  const items = itemsOf(outline);
  const item = items.find((each) => each.id === id);
  const hit = items.find((each) => each.id === over);
  if (item === undefined || hit === undefined) return null;
  // The part of the same kind that was hit, or that what was hit is in.
  const peer = items.findLast((each) => each.level === item.level && each.from <= hit.from && each.to >= hit.to);
  const target = peer ?? hit;
  const inside = target.level < item.level;
  const wanted = inside
    ? below || target.level === 1
      ? placeFrom(items, item, target.from + 1)
      : { before: target.id }
    : below
      ? placeFrom(items, item, target.to)
      : placeFrom(items, item, target.from);
  return unlessThere(items, item, wanted);
}

/** Behind everything of an act: where what is let go below its cards goes. */
export function placeAtEnd(outline: readonly OutlineItem[], id: string, act: OutlineItem | null): OutlinePlace | null {
  const items = itemsOf(outline);
  const item = items.find((each) => each.id === id);
  if (item === undefined) return null;
  // An act that is let go on another one goes behind it.
  return unlessThere(items, item, endOfColumn(outline, act));
}
