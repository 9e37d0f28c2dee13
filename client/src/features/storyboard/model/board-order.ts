/** A scene of the board as far as moving goes. */
interface Row {
  readonly id: string;
  readonly placed: boolean;
  readonly shots: readonly { readonly id: string }[];
}

/** Where a shot goes: in front of `before`, or to the end of the scene. */
export interface Place {
  readonly sceneId: string;
  readonly before: string | null;
}

/** The same for shots that go together, in the order of the board: those that lie apart gather at the first or the last of them. */
export function stepPlaceOf(scenes: readonly Row[], ids: readonly string[], by: -1 | 1): Place | null {
  const end = by === -1 ? ids[0] : ids.at(-1);
  return end === undefined ? null : stepPlace(scenes, end, by);
}

/**
 * One step along the board. At an end of its scene a shot goes into the next scene, to its beginning, or the one before, to its
 * end; scenes whose heading is gone take none.
 * @returns null where the board ends.
 */
export function stepPlace(scenes: readonly Row[], id: string, by: -1 | 1): Place | null {
  const row = scenes.findIndex(({ shots }) => shots.some((shot) => shot.id === id));
  const scene = scenes[row];
  if (scene === undefined) return null;
  const at = scene.shots.findIndex((shot) => shot.id === id);
  if (at + by >= 0 && at + by < scene.shots.length)
    return { sceneId: scene.id, before: scene.shots[by === -1 ? at - 1 : at + 2]?.id ?? null };
  for (let next = row + by; scenes[next] !== undefined; next += by) {
    const other = scenes[next];
    if (other?.placed === true) return { sceneId: other.id, before: by === 1 ? (other.shots[0]?.id ?? null) : null };
  }
  return null;
}

/**
 * Where shots go, in the order of the board, that are let go over another one: in front of it, or behind.
 * @returns null where they would stay where they are.
 */
export function dropPlace(scenes: readonly Row[], ids: readonly string[], over: string, behind: boolean): Place | null {
  const scene = scenes.find(({ shots }) => shots.some((shot) => shot.id === over));
  if (scene === undefined || ids.includes(over)) return null;
  const rest = scene.shots.map(({ id }) => id).filter((id) => !ids.includes(id));
  const at = rest.indexOf(over) + (behind ? 1 : 0);
  const stays = rest.toSpliced(at, 0, ...ids).every((id, place) => scene.shots[place]?.id === id);
  return stays ? null : { sceneId: scene.id, before: rest[at] ?? null };
}

/** @returns the first shot of the next scene that has one, or of the one before; null where there is none. */
export function sceneStep(scenes: readonly Row[], current: string | null, by: -1 | 1): string | null {
  const filled = scenes.filter(({ shots }) => shots.length > 0);
  const row = filled.findIndex(({ shots }) => shots.some(({ id }) => id === current));
  if (row === -1) return filled[0]?.shots[0]?.id ?? null;
  return filled[row + by]?.shots[0]?.id ?? null;
}
