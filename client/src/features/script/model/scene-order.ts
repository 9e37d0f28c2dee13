/** Where a scene goes: in front of another, or to the end. */
export interface ScenePlace {
  readonly before: string | null;
}

/**
 * One place up or down in the script.
 * @param ids of the scenes, in order. @returns null at the end of the way.
 */
export function placeByStep(ids: readonly string[], id: string, by: 1 | -1): ScenePlace | null {
  const at = ids.indexOf(id);
  const to = at + by;
  if (at === -1 || to < 0 || to >= ids.length) return null;
  return { before: ids[by === 1 ? to + 1 : to] ?? null };
}

/**
 * Where a scene that is dropped on another one goes.
 * @param below whether it was let go on the lower half. @returns null where it would stay where it is.
 */
export function placeByDrop(ids: readonly string[], id: string, over: string, below: boolean): ScenePlace | null {
  const target = ids.indexOf(over) + (below ? 1 : 0);
  const at = ids.indexOf(id);
  if (at === -1 || !ids.includes(over) || target === at || target === at + 1) return null;
  return { before: ids[target] ?? null };
}
