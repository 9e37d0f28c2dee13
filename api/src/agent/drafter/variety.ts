import type { CameraAngle, ShotSize } from '@trashfire/shared/document/vocabulary';
import type { DraftShot } from './coverage.ts';

type Shot = DraftShot['shot'];

/** What a shot may become instead, nearest first, without changing who is in it. */
const NEIGHBOURS: Readonly<Record<ShotSize, readonly ShotSize[]>> = {
  EWS: ['WS', 'FS'],
  WS: ['FS', 'EWS'],
  FS: ['MS', 'WS'],
  MS: ['MCU', 'FS'],
  MCU: ['CU', 'MS'],
  CU: ['MCU', 'MS', 'ECU'],
  ECU: ['CU', 'MCU'],
  OTS: ['MCU', 'MS'],
  TWO: ['MS', 'FS'],
  INSERT: ['WS', 'MS'],
};
/** How many people a size holds where that is few. */
const ROOM: Readonly<Partial<Record<ShotSize, number>>> = { ECU: 1, CU: 1, MCU: 2 };
const ANGLES: readonly CameraAngle[] = ['eye', 'high', 'low'];
/** An empty picture of a place is remembered for longer than a face. */
const EMPTY_MEMORY = 4;

/**
 * What one looks at: cutting between two shots of the same likeness jumps, because the camera seems to twitch (the 30 degree
 * rule: change size or angle clearly, or show somebody else). The move is left out, since it does not change the first frame.
 */
export function likeness({ size, angle, cast, prop }: Pick<Shot, 'size' | 'angle' | 'cast' | 'prop'>): string {
  const subjects = cast.map(({ characterId }) => characterId).toSorted();
  return [size, angle, prop?.kind ?? '', ...subjects].join(' ');
}

/**
 * Never four equal sizes in a row over the whole episode, because scenes are cut together, and within a scene never two
 * neighbours of the same likeness.
 * @param scenes the shots of each scene, in order.
 */
export function varyShots(scenes: readonly (readonly DraftShot[])[]): DraftShot[][] {
  const sizes: ShotSize[] = [];
  return scenes.map((drafts) => {
    const varied: DraftShot[] = [];
    for (const draft of drafts) {
      const shot = choose(draft.shot, varied, sizes);
      sizes.push(shot.size);
      varied.push({ ...draft, shot });
    }
    return varied;
  });
}

/** @returns the shot, or the nearest to it that its place allows; one is always allowed, for each rule bars one size at most. */
function choose(shot: Shot, before: readonly DraftShot[], sizes: readonly ShotSize[]): Shot {
  const run = sizes.slice(-3);
  const seen = new Set(
    before
      .slice(shot.cast.length === 0 ? -EMPTY_MEMORY : -1)
      .filter((draft, i, all) => i === all.length - 1 || draft.shot.cast.length === 0)
      .map((draft) => likeness(draft.shot)),
  );
  const fits = (option: Shot) => !(run.length === 3 && run.every((size) => size === option.size)) && !seen.has(likeness(option));
  return optionsFor(shot).find(fits) ?? shot;
}

/** The shot itself first; an empty picture is seen from elsewhere before it is seen closer. */
function optionsFor(shot: Shot): Shot[] {
  const near = NEIGHBOURS[shot.size].filter((size) => shot.cast.length <= (ROOM[size] ?? shot.cast.length));
  const angled = ANGLES.map((angle) => ({ ...shot, angle }));
  const sized = near.map((size) => ({ ...shot, size }));
  const both = near.flatMap((size) => ANGLES.map((angle) => ({ ...shot, size, angle })));
  return shot.cast.length === 0 ? [shot, ...angled, ...sized, ...both] : [shot, ...sized, ...angled, ...both];
}
