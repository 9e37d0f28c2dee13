import type { CharacterDna } from '@trashfire/shared/document/dna';
import { clamp, lerp } from './math.ts';
import { hash01 } from './random.ts';

/**
 * Measures of one character in head units (ART §1): origin at the skull's centre, y down, hair top -116, eye line 38,
 * chin 129, so a head is 245 units high whatever the scale.
 */
export interface Anatomy {
  readonly masculine: boolean;
  readonly elder: boolean;
  readonly child: boolean;
  readonly jaw: number;
  /** How far the chin drops below 129. */
  readonly chinDrop: number;
  /** Widening of the cheeks; children are rounder. */
  readonly cheek: number;
  readonly eye: {
    readonly w: number;
    readonly h: number;
    readonly y: number;
    readonly gap: number;
    readonly tilt: number;
    readonly narrow: number;
  };
  readonly brow: { readonly w: number; readonly thick: number };
  readonly noseY: number;
  readonly noseSize: number;
  readonly mouthWidth: number;
  readonly body: Build;
}

export interface Build {
  /** Half the shoulders' width before `scale`. */
  readonly shoulder: number;
  readonly neck: number;
  readonly waist: number;
  readonly hip: number;
  /** Size of the body against the head: children have big heads. */
  readonly scale: number;
}

export const HEAD_TOP = -116;
export const CHIN = 129;
export const HEAD_HEIGHT = CHIN - HEAD_TOP;
/** Landmarks of the body in its own units, which hang at the neck (ART §5). */
export const BODY = { neck: 150, shoulder: 222, waist: 470, hip: 580, knee: 1040, sole: 1514 } as const;

const BODY_SCALE = { child: 0.72, teen: 0.93, adult: 1, elder: 0.96 } as const;

/** Measures from DNA; its seed adds the small differences that tell two like people apart. */
export function anatomyOf(dna: CharacterDna): Anatomy {
  const masculine = dna.frame === 'masculine';
  const { age } = dna;
  const young = age === 'child';
  const jaw = clamp(dna.jaw + (age === 'adult' || age === 'elder' ? 0.12 : 0));
  const own = (salt: number, k: number): number => (hash01(dna.seed, salt) - 0.5) * 2 * k;
  const eyeHeight = young ? Math.max(dna.eyes.height, 38) : dna.eyes.height;
  return {
    masculine,
    elder: age === 'elder',
    child: young,
    jaw,
    chinDrop: lerp(0, 14, jaw) * (young ? 0.3 : 1) + (age === 'elder' ? 4 : 0) - (young ? 5 : 0),
    cheek: (young ? 3 : 0) + (dna.build - 0.4) * 5,
    eye: {
      w: lerp(25, 30, clamp((eyeHeight - 24) / 22)) + own(1, 0.6),
      h: eyeHeight,
      y: 38 + (young ? 5 : 0) - (age === 'adult' || age === 'elder' ? 2 : 0),
      gap: 43 + own(2, 1.6),
      tilt: dna.eyes.tilt,
      narrow: clamp((40 - eyeHeight) / 40, 0, 0.3) + (age === 'elder' ? 0.08 : 0),
    },
    brow: { w: masculine ? 28 : 25.5, thick: clamp(dna.brow, 4, 12) * (masculine ? 0.95 : 0.85) },
    noseY: 74 + (young ? 3 : 0) + own(3, 1.5),
    noseSize: (masculine ? 1.15 : 1) * (young ? 0.8 : age === 'elder' ? 1.25 : 1) + own(4, 0.12),
    mouthWidth: (masculine ? 1.08 : 1) * (young ? 0.9 : 1) + own(5, 0.08),
    body: buildOf(dna, masculine, age),
  };
}

function buildOf(dna: CharacterDna, masculine: boolean, age: CharacterDna['age']): Build {
  const young = age === 'child';
  const shoulder = masculine ? lerp(158, 192, dna.build) : lerp(124, 148, dna.build);
  return {
    shoulder: young ? lerp(126, 146, dna.build) : shoulder,
    neck: (masculine ? lerp(32, 43, dna.build) : lerp(25, 31, dna.build)) * (young ? 0.86 : 1),
    waist: masculine ? lerp(0.7, 0.86, dna.build) : lerp(0.6, 0.76, dna.build),
    hip: masculine ? lerp(0.7, 0.84, dna.build) : lerp(0.76, 0.9, dna.build),
    scale: BODY_SCALE[age] * (masculine && age === 'teen' ? 1.02 : 1),
  };
}

/** Standing height in head units, hair top to sole. */
export function standingHeight(a: Anatomy): number {
  return BODY.neck + (BODY.sole + 44 - BODY.neck) * a.body.scale - HEAD_TOP;
}
