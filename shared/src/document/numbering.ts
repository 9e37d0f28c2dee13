import { byOrder, type Ordered } from './order.ts';

/** Numbers people say aloud: "scene 14, shot B" (SPEC N1-N3). They are read from the script and the board and stored nowhere but on the heading. */

export interface NumberedHeading {
  /** The scene's id. */
  readonly id: string;
  /** As written between `#` on the heading, or null. */
  readonly number: string | null;
}

/**
 * @param headings in script order. An explicit number wins; every other scene has its place in the script, 1 to n, so a
 * locked "12A" shifts nothing behind it that is numbered by hand.
 */
export function sceneNumbers(headings: readonly NumberedHeading[]): Map<string, string> {
  const numbers = new Map<string, string>();
  headings.forEach((heading, index) => {
    const explicit = heading.number?.trim() ?? '';
    if (!numbers.has(heading.id)) numbers.set(heading.id, explicit === '' ? String(index + 1) : explicit);
  });
  return numbers;
}

/** I and O are left out, as on every slate: they read as 1 and 0. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** @param index from 0. @returns A to Z without I and O, then AA, AB and so on. */
export function shotLetters(index: number): string {
  let letters = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / LETTERS.length) - 1) {
    letters = (LETTERS[rest % LETTERS.length] ?? '') + letters;
  }
  return letters;
}

/** What stands for the number of a scene whose heading is gone from the script (SPEC D8). */
const UNPLACED = '–';

/** @returns shot id -> number such as "14A": the scene's number and the shot's letters by its place on the scene's board. */
export function shotNumbers(
  scenes: ReadonlyMap<string, string>,
  shots: readonly (Ordered & { readonly sceneId: string })[],
): Map<string, string> {
  const placed = new Map<string, number>();
  const numbers = new Map<string, string>();
  for (const shot of [...shots].sort(byOrder)) {
    const index = placed.get(shot.sceneId) ?? 0;
    placed.set(shot.sceneId, index + 1);
    numbers.set(shot.id, `${scenes.get(shot.sceneId) ?? UNPLACED}${shotLetters(index)}`);
  }
  return numbers;
}
