import { generateNKeysBetween } from 'fractional-indexing';

/**
 * Fractional indexes (SPEC D5). Two peers that insert at one place mint the same key; the id breaks the tie, so all
 * replicas show one order (R2), and the next insert between the two gives the tied ones keys of their own.
 */
export interface Ordered {
  readonly id: string;
  readonly order: string;
}

/** A key longer than this is the sign of thousands of inserts at one place; siblings are then given short keys again (the schema's limit is 200). */
const LONGEST_KEY = 120;

/** By order, then id: code units, never the locale, so that every machine agrees. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

export interface Placement {
  /** Keys for the new siblings, in order. */
  readonly keys: string[];
  /** Siblings whose own key must change to make room; empty but for ties, keys grown too long and keys no program of ours wrote. */
  readonly moved: { id: string; order: string }[];
}

/**
 * Keys for `count` new siblings that shall stand at `index` among `siblings`.
 * @param siblings already sorted by {@link byOrder}, without the ones being placed.
 */
export function placeAt(siblings: readonly Ordered[], index: number, count = 1): Placement {
  const at = Math.max(0, Math.min(index, siblings.length));
  const before = siblings[at - 1]?.order ?? null;
  let end = at;
  // Siblings tied with the one before the gap leave no room between them: they move up behind the new ones.
  while (before !== null && siblings[end]?.order === before) end += 1;
  const keys = keysBetween(before, siblings[end]?.order ?? null, count + (end - at));
  if (keys === null) return respaced(siblings, at, count);
  const moved = siblings.slice(at, end).map((sibling, i) => ({ id: sibling.id, order: keys[count + i] ?? '' }));
  return { keys: keys.slice(0, count), moved };
}

function respaced(siblings: readonly Ordered[], at: number, count: number): Placement {
  const keys = generateNKeysBetween(null, null, siblings.length + count);
  const moved = siblings.map((sibling, i) => ({ id: sibling.id, order: keys[i < at ? i : i + count] ?? '' }));
  return { keys: keys.slice(at, at + count), moved };
}

/** @returns null where no short key exists: the bounds are no keys of this scheme, or the keys have grown too long. */
function keysBetween(before: string | null, after: string | null, count: number): string[] | null {
  try {
    const keys = generateNKeysBetween(before, after, count);
    return keys.some((key) => key.length > LONGEST_KEY) ? null : keys;
  } catch {
    return null;
  }
}
