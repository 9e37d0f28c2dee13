import { normalName } from '@trashfire/shared/document/bible-names';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { Script } from '@trashfire/shared/fountain/script';
import { z } from 'zod';
import type { Breakdown } from '../../../api/src/agent/drafter/breakdown.ts';
import { likeness } from '../../../api/src/agent/drafter/variety.ts';

/** What somebody who read the screenplay wrote down about it, before the drafter saw it. */
export const Truth = z.strictObject({
  /** What kind of screenplay it is and which habits of writing are in it. */
  hand: z.string(),
  /** Cues with something spoken beneath, those of groups among them. */
  speeches: z.int().positive(),
  /** Everybody with a name or a part, who must be found once each. */
  cast: z.array(z.strictObject({ name: z.string(), aliases: z.array(z.string()), silent: z.boolean().optional() })),
  /** Crowds: found or not, both are right. */
  groups: z.array(z.string()),
  /** Cues of several people who have records of their own; a record of the pair is made up. */
  separate: z.array(z.string()),
  /** Each must be (part of) the name of a place. */
  places: z.array(z.string()),
});
export type Truth = z.infer<typeof Truth>;

export interface Figures {
  scenes: number;
  speeches: number;
  /** People of the truth whom no record stands for. */
  missing: string[];
  /** Records that stand for nobody, and second records of somebody. */
  madeUp: string[];
  recall: number;
  precision: number;
  placesMissing: string[];
  lines: number;
  linesInOneShot: number;
  shots: number;
  /** Longest run of equal sizes over the whole episode. */
  longestRun: number;
  /** Neighbours within a scene that are the same picture: size, angle and people. */
  twins: number;
  secondsPerShot: number;
  /** Shots for each page of 55 lines. */
  shotsPerPage: number;
}

const PAGE_LINES = 55;

/** Holds a breakdown against what is true of its screenplay. */
export function measure(text: string, script: Script, breakdown: Breakdown, truth: Truth): Figures {
  const { missing, madeUp } = compareCast(breakdown, truth);
  const drafts = breakdown.scenes.flatMap((scene) => scene.shots);
  const carried = drafts.flatMap(({ shot }) => shot.lines);
  const blocks = [...script.preamble, ...script.scenes.flatMap((scene) => scene.blocks)];
  const lines = blocks.filter((b) => (b.type === 'dialogue' || b.type === 'lyrics') && b.text !== '').map((b) => b.id);
  const sizes = drafts.map(({ shot }) => shot.size);
  let run = 0;
  const runs = sizes.map((size, i) => {
    run = size === sizes[i - 1] ? run + 1 : 1;
    return run;
  });
  const found = breakdown.locations.map(({ name }) => normalName(name));
  return {
    scenes: breakdown.scenes.length,
    speeches: blocks.filter((block) => block.type === 'character').length,
    missing,
    madeUp,
    recall: 1 - missing.length / truth.cast.length,
    precision: 1 - madeUp.length / Math.max(1, breakdown.characters.length),
    placesMissing: truth.places.filter((place) => !found.some((name) => name.includes(normalName(place)))),
    lines: lines.length,
    linesInOneShot: lines.filter((id) => carried.filter((other) => other === id).length === 1).length,
    shots: drafts.length,
    longestRun: Math.max(0, ...runs),
    twins: breakdown.scenes
      .map(({ shots }) => pairs(shots.map(({ shot }) => likeness(shot))).filter(([a, b]) => a === b).length)
      .reduce((sum, n) => sum + n, 0),
    secondsPerShot: drafts.reduce((sum, { frames }) => sum + frames, 0) / EDIT_RATE / drafts.length,
    shotsPerPage: drafts.length / (text.split('\n').length / PAGE_LINES),
  };
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.slice(1).map((next, i) => [all[i] ?? next, next]);
}

function compareCast(breakdown: Breakdown, truth: Truth): { missing: string[]; madeUp: string[] } {
  const groups = new Set(truth.groups.map(normalName));
  const unmet = [...truth.cast];
  const madeUp: string[] = [];
  for (const { name } of breakdown.characters) {
    const at = unmet.findIndex((member) => [member.name, ...member.aliases].some((one) => normalName(one) === normalName(name)));
    if (at >= 0) unmet.splice(at, 1);
    else if (!groups.has(normalName(name))) madeUp.push(name);
  }
  return { missing: unmet.map(({ name }) => name), madeUp };
}
