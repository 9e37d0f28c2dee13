import type { CharacterDna } from '@trashfire/shared/document/dna';
import type { Pose } from '@trashfire/shared/document/vocabulary';
import { type Anatomy, anatomyOf } from './anatomy.ts';
import type { Face, MouthKey } from './expressions.ts';
import type { Grade } from './grade.ts';
import { growLocks, type Lock } from './head/locks.ts';
import { type Palette, paletteOf } from './palette.ts';
import type { Stance } from './staging.ts';

/** One character under one light: what does not change from drawing to drawing of a shot. */
export interface Figure {
  readonly dna: CharacterDna;
  readonly anatomy: Anatomy;
  readonly palette: Palette;
  readonly locks: readonly Lock[];
}

/** Works out measures, paints and hair once for a shot. */
export function createFigure(dna: CharacterDna, grade: Grade): Figure {
  return { dna, anatomy: anatomyOf(dna), palette: paletteOf(dna, grade), locks: growLocks(dna) };
}

/** How much is worth drawing: `full` for close-ups, `half` for waist-high figures, `wide` where a head is a few dozen pixels. */
export type Detail = 'full' | 'half' | 'wide';

/** One drawing of a character: everything that may change on twos. Angles: yaw 0 front, 0.5 three-quarter right, negative left. */
export interface Drawing {
  readonly yaw: number;
  readonly bodyYaw: number;
  readonly back: boolean;
  /** Camera height as the face shows it: -1 seen from below, 1 from above. */
  readonly pitch: number;
  /** Head tilt in radians. */
  readonly roll: number;
  readonly face: Face;
  /** 0 open .. 1 shut. */
  readonly blink: number;
  /** Gaze, -1..1 each way, in screen directions. */
  readonly look: readonly [number, number];
  readonly mouth: { readonly key: MouthKey; readonly amount: number };
  readonly pose: Pose;
  /** What the arms do while somebody only stands. */
  readonly stance: Stance;
  /** Radians of the walk cycle. */
  readonly cycle: number;
  /** Radians of the slow sway of hair and cloth; `wind` is a constant push. */
  readonly phase: number;
  readonly sway: number;
  readonly wind: number;
  /** -1..1, lifts the chest. */
  readonly breath: number;
  /** Side of the screen the key light comes from. */
  readonly key: -1 | 1;
  readonly detail: Detail;
  /** Weight of the outline in head units. */
  readonly line: number;
  /** How far down the body is drawn. */
  readonly crop: 'bust' | 'half' | 'whole';
}
