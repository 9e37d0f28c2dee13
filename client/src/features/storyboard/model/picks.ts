/** What a click adds to the shots chosen together: Shift all from the last one on, Ctrl this one or not. */
export type PickBy = 'range' | 'toggle';

/**
 * @param order all shots that are shown, as they stand. @param chosen those chosen before. @param from where a range begins.
 * @returns the shots chosen then, in order; those that are no longer shown are left out.
 */
export function picksAfter(
  order: readonly string[],
  chosen: readonly string[],
  from: string | null,
  id: string,
  by: PickBy,
): string[] {
  const start = from === null ? -1 : order.indexOf(from);
  const end = order.indexOf(id);
  if (end === -1) return [...chosen];
  if (by === 'range') return start === -1 ? [id] : order.slice(Math.min(start, end), Math.max(start, end) + 1);
  const now = new Set(chosen.length === 0 && from !== null ? [from] : chosen);
  if (!now.delete(id)) now.add(id);
  return order.filter((shot) => now.has(shot));
}

/** Shots an edit goes to: all that are chosen together when this is one of them, else this one alone. */
export function targetsOf(id: string, chosen: readonly string[]): readonly string[] {
  return chosen.length > 1 && chosen.includes(id) ? chosen : [id];
}

/** What several shots have in common. @returns the value, or null where they differ. */
export function inCommon<T, V>(shots: readonly T[], of: (shot: T) => V): V | null {
  const [first] = shots;
  if (first === undefined) return null;
  const value = of(first);
  return shots.every((shot) => of(shot) === value) ? value : null;
}
