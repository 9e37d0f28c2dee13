import { CHIN } from '../anatomy.ts';
import type { Drawing, Figure } from '../figure.ts';
import { clamp, curve, flipX, lerp, lerpPt, type Pt } from '../math.ts';

/** A head as it is turned: the face is always worked out looking right, and `side` mirrors it. */
export interface Turn {
  /** 1 looks right, -1 is drawn mirrored. */
  readonly side: -1 | 1;
  /** 0 front, 1 three-quarter. */
  readonly t: number;
  /** Degrees the hair's meridians are turned. */
  readonly hairYaw: number;
  /** x of the face's middle line. */
  readonly axis: number;
  /** Vertical shift of the features from camera height. */
  readonly lift: number;
  /** Key light's side in the mirrored frame. */
  readonly key: -1 | 1;
  readonly back: boolean;
}

/** Turn of the head in one drawing; a yaw of half a radian and more is full three-quarter. */
export function turnOf(d: Drawing): Turn {
  const side = d.yaw < 0 ? -1 : 1;
  if (d.back)
    return { side, t: 0, hairYaw: 180 + Math.abs(d.yaw) * 24, axis: 0, lift: 0, key: (d.key * side) as -1 | 1, back: true };
  const t = clamp(Math.abs(d.yaw) / 0.5);
  return { side, t, hairYaw: 27 * t, axis: 31 * t, lift: d.pitch * 11, key: (d.key * side) as -1 | 1, back: false };
}

/** Face outline from near temple over the chin to far temple: front and three-quarter lists of ART §1, blended by the turn. */
export function faceContour(figure: Figure, turn: Turn): Pt[] {
  const { jaw, chinDrop: drop, cheek } = figure.anatomy;
  const wide = 10 * jaw;
  const half: Pt[] = [
    [-92, -16],
    [-91 - cheek * 0.3, 26],
    [-84 - cheek, 62],
    [-62 - wide * 0.75 - cheek, 97 + drop * 0.3],
    [-25 - wide, 121.5 + drop * 0.85],
    [0, CHIN + drop],
  ];
  const front = [...half, ...flipX(half.slice(0, 5)).reverse()];
  const turned: Pt[] = [
    [-90, -16],
    [-83, 28],
    [-69 - cheek * 0.6, 66 + drop * 0.2],
    [-36 - wide * 0.5, 98 + drop * 0.45],
    [4 - wide, 121 + drop * 0.9],
    [31, CHIN + drop],
    [52 + wide * 0.45, 119 + drop * 0.8],
    [72 + cheek * 0.5, 95 + drop * 0.25],
    [83.5 + cheek * 0.6, 65],
    [78.5, 27],
    [87, -16],
  ];
  const chinLift = turn.lift * 0.35;
  const blended = front.map((p, i) => lerpPt(p, turned[i] ?? p, turn.t));
  return curve(
    blended.map(([x, y]) => [x, y + chinLift * clamp((y - 20) / 100)] as const),
    6,
  );
}

/** Where the features sit on the turned face. Protruding parts lead the turn (ART §1). */
export function featuresOf(
  figure: Figure,
  turn: Turn,
): { near: Pt; far: Pt; nearWidth: number; farWidth: number; nose: Pt; mouth: Pt } {
  const { eye, noseY, chinDrop } = figure.anatomy;
  const eyeY = eye.y + turn.lift;
  return {
    near: [turn.axis * 0.98 - eye.gap + turn.t, eyeY],
    far: [turn.axis + eye.gap - 11 * turn.t, eyeY],
    nearWidth: 1 - turn.t * 0.02,
    farWidth: 1 - turn.t * 0.25,
    nose: [turn.axis * 1.28, noseY + turn.lift * 1.15],
    mouth: [turn.axis * 1.13, lerp(101, 101 + chinDrop, 0.5) + turn.lift * 0.95],
  };
}
