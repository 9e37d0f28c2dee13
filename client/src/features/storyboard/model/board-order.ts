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
 * Where a shot goes that is let go over another one: in front of it, or behind.
 * @returns null where it would stay where it is.
 */
export function dropPlace(scenes: readonly Row[], id: string, over: string, behind: boolean): Place | null {
  const scene = scenes.find(({ shots }) => shots.some((shot) => shot.id === over));
  if (scene === undefined || id === over) return null;
  const at = scene.shots.findIndex((shot) => shot.id === over) + (behind ? 1 : 0);
  const before = scene.shots[at]?.id ?? null;
  const stays = scene.shots[at - 1]?.id === id || before === id;
  return stays ? null : { sceneId: scene.id, before };
}

/** @returns the first shot of the next scene that has one, or of the one before; null where there is none. */
export function sceneStep(scenes: readonly Row[], current: string | null, by: -1 | 1): string | null {
  const filled = scenes.filter(({ shots }) => shots.length > 0);
  const row = filled.findIndex(({ shots }) => shots.some(({ id }) => id === current));
  if (row === -1) return filled[0]?.shots[0]?.id ?? null;
  return filled[row + by]?.shots[0]?.id ?? null;
}
