import { BODY } from '../anatomy.ts';
import type { Drawing, Figure } from '../figure.ts';
import { clamp, lerp, type Pt } from '../math.ts';

/** Which way a hand is held. */
export type HandShape = 'relaxed' | 'open' | 'fist' | 'point' | 'flat';

export interface Arm {
  readonly shoulder: Pt;
  readonly elbow: Pt;
  readonly hand: Pt;
  readonly shape: HandShape;
  /** Drawn over the torso (and over everything for a raised hand). */
  readonly order: 'behind' | 'over' | 'top';
}

export interface Leg {
  readonly hip: Pt;
  readonly knee: Pt;
  readonly ankle: Pt;
  /** Foot angle in radians: heel lifted while walking. */
  readonly foot: number;
}

/** A posed body, worked out looking right; `side` mirrors it. Coordinates in body units before `scale`. */
export interface Rig {
  readonly side: -1 | 1;
  /** 0 front, 1 three-quarter. */
  readonly t: number;
  readonly key: -1 | 1;
  readonly shoulder: number;
  /** Foreshortening of x: the far half is narrower. */
  place(x: number, y: number): Pt;
  places(points: readonly Pt[]): Pt[];
  readonly near: Arm;
  readonly far: Arm;
  readonly nearLeg: Leg;
  readonly farLeg: Leg;
  /** y of the lower sole: walkers rise and fall on their standing leg. */
  readonly ground: number;
  readonly seated: boolean;
}

/** Poses a body for one drawing: turn, breath, lean, arms and legs. */
export function rigOf(figure: Figure, d: Drawing): Rig {
  const side = d.bodyYaw < 0 ? -1 : 1;
  const t = d.back ? 0 : clamp(Math.abs(d.bodyYaw) / 0.5);
  const rise = d.breath * 2.5;
  const lean = leanOf(d);
  const place = (x: number, y: number): Pt => [
    x * (x > 0 ? lerp(1, 0.7, t) : lerp(1, 0.94, t)) + 12 * t - lean * (Math.min(y, BODY.hip) - BODY.neck),
    y - rise * clamp((560 - y) / 300),
  ];
  const sh = figure.anatomy.body.shoulder;
  const posed = armsOf(d, sh, place, figure.anatomy.masculine);
  // From behind, hands folded in front are hidden by the body.
  const folded = d.back && (d.pose === 'arms-crossed' || d.pose === 'hands-front' || d.pose === 'sit');
  const arms = folded
    ? { near: { ...posed.near, order: 'behind' as const }, far: { ...posed.far, order: 'behind' as const } }
    : posed;
  const seated = d.pose === 'sit';
  const legs = legsOf(figure, d, t, place);
  return {
    side,
    t,
    key: (d.key * side) as -1 | 1,
    shoulder: sh,
    place,
    places: (points) => points.map(([x, y]) => place(x, y)),
    ...arms,
    ...legs,
    ground: seated ? 1080 : Math.max(legs.nearLeg.ankle[1], legs.farLeg.ankle[1]) + 44,
    seated,
  };
}

/** How far the trunk leans into the stride: the hips trail the head by this share of their distance. */
const LEAN = { run: 0.24, walk: 0.07 } as const;

const leanOf = (d: Drawing): number => (d.back || (d.pose !== 'run' && d.pose !== 'walk') ? 0 : LEAN[d.pose]);

/** How far the feet stand behind the head for that lean, head units in screen direction: who draws puts the feet where staging wants them. */
export function trailOf(figure: Figure, d: Drawing): number {
  const side = d.bodyYaw < 0 ? -1 : 1;
  return side * leanOf(d) * (BODY.hip - BODY.neck) * figure.anatomy.body.scale;
}

type Place = (x: number, y: number) => Pt;

function armsOf(d: Drawing, sh: number, place: Place, masculine: boolean): { near: Arm; far: Arm } {
  const arm = (s: -1 | 1, elbow: Pt, hand: Pt, shape: HandShape, order: Arm['order']): Arm => ({
    shoulder: place(s * (sh - 24), masculine ? 242 : 235),
    elbow: place(s * elbow[0], elbow[1]),
    hand: place(s * hand[0], hand[1]),
    shape,
    order,
  });
  const swing = Math.sin(d.cycle);
  const restNear = arm(-1, [sh + 16, 428], [sh + 6, 626], 'relaxed', 'over');
  const restFar = arm(1, [sh + 12, 430], [sh + 10, 630], 'relaxed', 'behind');
  const standingArms = (stance: Drawing['stance']): { near: Arm; far: Arm } => {
    switch (stance) {
      case 'rest':
        return { near: restNear, far: restFar };
      case 'hip':
        return { near: arm(-1, [sh + 92, 408], [sh * 0.84, 516], 'fist', 'over'), far: restFar };
      case 'heart':
        return { near: restNear, far: arm(1, [sh + 14, 430], [sh * 0.12, 352 + 2 * d.breath], 'fist', 'over') };
      case 'behind':
        return {
          near: arm(-1, [sh + 26, 420], [sh - 52, 576], 'relaxed', 'behind'),
          far: arm(1, [sh + 22, 420], [sh - 52, 576], 'relaxed', 'behind'),
        };
    }
  };
  switch (d.pose) {
    case 'hands-front':
      return { near: arm(-1, [sh + 14, 428], [14, 556], 'flat', 'over'), far: arm(1, [sh + 14, 428], [8, 548], 'flat', 'over') };
    case 'arms-crossed':
      return {
        near: arm(-1, [sh + 2, 424], [-sh * 0.5, 392], 'fist', 'over'),
        far: arm(1, [sh + 2, 424], [-sh * 0.42, 420], 'flat', 'over'),
      };
    case 'hand-raised':
      return { near: restNear, far: arm(1, [sh + 60, 362], [sh + 66, 150 + 6 * Math.sin(d.phase * 2)], 'open', 'top') };
    case 'point':
      return { near: restNear, far: arm(1, [sh + 112, 312], [sh + 290, 268], 'point', 'top') };
    case 'sit':
      return {
        near: arm(-1, [sh + 18, 424], [sh * 0.42, 590], 'flat', 'over'),
        far: arm(1, [sh + 16, 424], [sh * 0.5, 588], 'flat', 'over'),
      };
    case 'walk':
      return {
        near: arm(-1, [sh + 12 - swing * 26, 426], [sh + 2 - swing * 78, 612], 'relaxed', 'over'),
        far: arm(1, [sh + 10 - swing * 24, 428], [sh + 8 - swing * 74, 616], 'relaxed', 'behind'),
      };
    case 'run':
      return {
        near: arm(-1, [sh + 44 - swing * 70, 410], [sh - 30 - swing * 130, 420 - swing * 70], 'fist', 'over'),
        far: arm(1, [sh + 30 - swing * 60, 410], [sh + 20 - swing * 130, 420 + swing * 70], 'fist', 'behind'),
      };
    case 'stand':
      return standingArms(d.stance);
  }
}

function legsOf(figure: Figure, d: Drawing, t: number, place: Place): { nearLeg: Leg; farLeg: Leg } {
  const { hip, shoulder } = figure.anatomy.body;
  const w = shoulder * hip * 0.46;
  if (d.pose === 'sit') {
    // Thighs come towards the viewer, so they foreshorten; they also swing to the facing side.
    const out = 40 + 120 * t;
    const leg = (s: number): Leg => ({
      hip: place(s * w, 590),
      knee: place(s * (w + 14) + out, 676),
      ankle: place(s * (w + 6) + out + 8, 1036),
      foot: 0,
    });
    return { nearLeg: leg(-1), farLeg: leg(1) };
  }
  if (d.pose === 'walk' || d.pose === 'run') {
    const reach = d.pose === 'run' ? 1.35 : 0.9;
    const leg = (s: number, phase: number): Leg => {
      const swing = Math.sin(phase) * 0.34 * reach;
      const lift = Math.max(0, Math.cos(phase)) * 0.55 * reach;
      const thigh = BODY.knee - BODY.hip;
      const shin = BODY.sole - BODY.knee;
      const hipAt: Pt = place(s * w * 0.7, BODY.hip + 20);
      const knee: Pt = [hipAt[0] + Math.sin(swing + lift * 0.5) * thigh, hipAt[1] + Math.cos(swing + lift * 0.5) * thigh * 0.97];
      const a = swing - lift * 0.9;
      return {
        hip: hipAt,
        knee,
        ankle: [knee[0] + Math.sin(a) * shin, Math.min(BODY.sole, knee[1] + Math.cos(a) * shin)],
        foot: clamp(-a * 0.9, -0.5, 0.9),
      };
    };
    return { nearLeg: leg(-1, d.cycle), farLeg: leg(1, d.cycle + Math.PI) };
  }
  // Weight on the far leg, the near knee eased: nobody stands like a mannequin.
  const easy = d.stance === 'behind' ? 0.2 : d.stance === 'hip' ? 1.7 : 1;
  return {
    nearLeg: {
      hip: place(-w, BODY.hip + 20),
      knee: place(-w - 16 * easy, BODY.knee - 2),
      ankle: place(-w - 30 * easy, BODY.sole - 4 * easy),
      foot: 0,
    },
    farLeg: { hip: place(w, BODY.hip + 20), knee: place(w - 4, BODY.knee - 6), ankle: place(w - 14, BODY.sole), foot: 0 },
  };
}
