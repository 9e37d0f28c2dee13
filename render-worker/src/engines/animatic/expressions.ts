import type { Expression } from '@trashfire/shared/document/vocabulary';
import type { Viseme } from '@trashfire/shared/render/visemes';

/** What a face does (ART §2). Angles and offsets in head units, lids in eye heights. */
export interface Face {
  /** How far the eyes are open; 1.14 is surprise. */
  readonly open: number;
  /** Eyes shut in an arch of laughter instead of a lowered lid. */
  readonly shut: 'no' | 'happy';
  /** Positive draws the brows together and down, negative lifts the inner ends. */
  readonly brow: number;
  readonly browY: number;
  /** Raised lower lid. */
  readonly low: number;
  readonly pupil: number;
  readonly blush: number;
  readonly mouth: MouthKey;
  readonly look: readonly [number, number];
  /** Water line under the eye, sweat on the temple, hatching on the cheeks, bags under the eyes. */
  readonly mark: 'none' | 'water' | 'sweat' | 'hatch' | 'bags';
  /** Head tilt in degrees. */
  readonly roll: number;
}

export type MouthKey = Viseme | 'calm' | 'smile' | 'smileOpen' | 'frown' | 'grit' | 'wobble' | 'gasp' | 'firm' | 'slack';

const CALM: Face = {
  open: 0.96,
  shut: 'no',
  brow: 0,
  browY: 0,
  low: 0.04,
  pupil: 1,
  blush: 0.05,
  mouth: 'calm',
  look: [0, 0],
  mark: 'none',
  roll: 0,
};

export const FACES: Readonly<Record<Expression, Face>> = {
  neutral: CALM,
  happy: { ...CALM, open: 1, shut: 'happy', brow: -4, browY: -6, low: 0.3, blush: 0.7, mouth: 'smileOpen', roll: 2.5 },
  smile: { ...CALM, open: 0.9, brow: -3, browY: -3, low: 0.22, blush: 0.45, pupil: 1.03, mouth: 'smile', roll: 1.5 },
  sad: {
    ...CALM,
    open: 0.76,
    brow: -15,
    browY: -1,
    low: 0.05,
    blush: 0.1,
    mouth: 'frown',
    look: [-0.12, 0.32],
    mark: 'water',
    roll: -3,
  },
  angry: { ...CALM, open: 0.84, brow: 17, browY: 6, low: 0.25, pupil: 0.9, blush: 0, mouth: 'grit', roll: -1 },
  surprised: { ...CALM, open: 1.14, brow: -6, browY: -13, low: -0.1, pupil: 0.74, blush: 0.1, mouth: 'gasp' },
  afraid: { ...CALM, open: 1.1, brow: -14, browY: -9, low: 0, pupil: 0.62, blush: 0, mouth: 'wobble', mark: 'sweat', roll: -2 },
  shy: {
    ...CALM,
    open: 0.8,
    brow: -12,
    browY: -2,
    low: 0.15,
    pupil: 1.05,
    blush: 1,
    mouth: 'wobble',
    look: [-0.42, 0.26],
    mark: 'hatch',
    roll: -3.5,
  },
  determined: { ...CALM, open: 0.88, brow: 12, browY: 3, low: 0.16, pupil: 0.95, blush: 0, mouth: 'firm', roll: 0.5 },
  tired: {
    ...CALM,
    open: 0.52,
    brow: -6,
    browY: 3,
    low: 0.06,
    pupil: 0.96,
    blush: 0,
    mouth: 'slack',
    look: [0, 0.3],
    mark: 'bags',
    roll: -4,
  },
};
