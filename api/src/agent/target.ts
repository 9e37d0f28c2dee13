import { normalName } from '@trashfire/shared/document/bible-names';

/** What the asker named. Direct edits stay inside it; anything beyond becomes an offer (DESIGN §6). */
export interface Target {
  /** Scenes named, in script order; null when none was named and the whole episode is meant. */
  readonly sceneIds: readonly string[] | null;
  /**
   * The asker said outright that what stands in the scenes they named may be replaced ("again", "redo"). Of a whole episode it is
   * never said by one word: "break it down again" must not take shots away that people made.
   */
  readonly again: boolean;
  /** What may be edited where the asker pointed at less than scenes; null where whole scenes, or the episode, are meant. */
  readonly parts: TargetParts | null;
  /** The asker wanted an answer and no edit. */
  readonly readOnly: boolean;
}

/** Of the scenes of a target only these may be edited. */
export interface TargetParts {
  /** Scenes that were pointed at as a whole. */
  readonly scenes: readonly string[];
  readonly shots: readonly string[];
  /** Blocks of the script. */
  readonly lines: readonly string[];
  /** Characters and places of the bible. */
  readonly records: readonly string[];
}

/** What words alone can name. */
export type NamedTarget = Pick<Target, 'sceneIds' | 'again'>;

/** A scene as people name it. */
export interface NamedScene {
  readonly id: string;
  /** As shown beside its heading. */
  readonly number: string;
  readonly place: string;
}

export const AGAIN = /\b(?:again|re-?board|re-?do|redone|from scratch|start over|replace the (?:shots|board))\b/i;
const NUMBERED = /\bscenes?\s+((?:#?\d{1,4}[a-z]?\b(?:\s*(?:,|and|&|\+|to|through|[-–])\s*)?(?:scenes?\s+)?)+)/gi;
const THIS = /\b(?:this|the current|my) scene\b/i;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
/** Place names shorter than this are words too often. */
const SHORTEST_PLACE = 4;

/**
 * Reads a target out of the asker's own words by plain rules, never out of what a model made of them.
 * @param here the scene on the asker's screen, for "this scene"; null when not known.
 */
export function targetOf(task: string, scenes: readonly NamedScene[], here: string | null): NamedTarget {
  const named = new Set<string>();
  for (const number of numbersIn(task)) {
    const scene = scenes.find((candidate) => candidate.number.toLowerCase() === number);
    if (scene) named.add(scene.id);
  }
  ORDINALS.forEach((word, index) => {
    const scene = scenes[index];
    if (scene && new RegExp(`\\b${word} scene\\b`, 'i').test(task)) named.add(scene.id);
  });
  const last = scenes.at(-1);
  if (last && /\blast scene\b/i.test(task)) named.add(last.id);
  if (here !== null && THIS.test(task)) named.add(here);
  if (named.size === 0) for (const id of byPlace(task, scenes)) named.add(id);
  const sceneIds = scenes.filter((scene) => named.has(scene.id)).map((scene) => scene.id);
  return { sceneIds: sceneIds.length === 0 ? null : sceneIds, again: sceneIds.length > 0 && AGAIN.test(task) };
}

/** @returns numbers after the word "scene": "2", "2 and 4", "3-5", "12a". */
function numbersIn(task: string): string[] {
  const found: string[] = [];
  for (const [, list = ''] of task.matchAll(NUMBERED)) {
    const parts = list.toLowerCase().match(/\d{1,4}[a-z]?|to|through|[-–]/g) ?? [];
    parts.forEach((part, i) => {
      const [from, until] = [Number(parts[i - 1]), Number(parts[i + 1])];
      if (/^\d/.test(part)) found.push(part);
      // A range names at most as many scenes as an episode has; more is not a range anyone means.
      else if (from < until && until - from <= 500) for (let n = from + 1; n < until; n += 1) found.push(String(n));
    });
  }
  return found;
}

/** "board the lamp room": a scene is named by its place when the words "the <place>" or "<place> scene" stand there. */
function byPlace(task: string, scenes: readonly NamedScene[]): string[] {
  const words = ` ${normalName(task).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return scenes
    .filter(({ place }) => {
      const name = normalName(place)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
      return name.length >= SHORTEST_PLACE && (words.includes(` THE ${name} `) || words.includes(` ${name} SCENE `));
    })
    .map((scene) => scene.id);
}
