import type { ShotSize } from '@trashfire/shared/document/vocabulary';
import type { CastStaging } from '@trashfire/shared/render/manifest';
import { DEG, lerp } from './math.ts';
import { VIEW_W as W } from './places/scene.ts';
import { hash01, spread01 } from './random.ts';
import type { Placement } from './staging.ts';

/** How somebody carries themselves in one shot: a function of the shot's seed, so that two shots of one person are two drawings. */
export type Bearing = Pick<Placement, 'yaw' | 'bodyYaw' | 'back' | 'stance' | 'tilt'>;

/** Turns of the head lie in 0.3 .. 0.52: below it is a front view, and between 0.55 and 0.78 neither view holds (ART §1). */
const TURN = [0.3, 0.52] as const;

const STANCES = ['rest', 'rest', 'hip', 'heart', 'behind'] as const;

/** @param x where they stand, view units: who faces the camera turns a little towards the middle. @param seed of the shot and the person. */
export function bearingOf(member: CastStaging, x: number, seed: number): Bearing {
  const u = (salt: number): number => hash01(seed, salt);
  const inward = x < W * 0.48 ? 1 : x > W * 0.52 ? -1 : u(9) < 0.5 ? 1 : -1;
  const turn = lerp(TURN[0], TURN[1], spread01(seed, 1));
  // Shoulders follow the head by a half or nearly all: square on, a body is a mannequin's.
  const follow = lerp(0.45, 0.95, u(32));
  const carriage = { stance: STANCES[Math.min(4, Math.floor(spread01(seed, 2) * 5))] ?? 'rest', tilt: (u(34) - 0.5) * 5 * DEG };
  switch (member.facing) {
    case 'right':
      return { yaw: turn, bodyYaw: turn * follow, back: false, ...carriage };
    case 'left':
      return { yaw: -turn, bodyYaw: -turn * follow, back: false, ...carriage };
    case 'camera':
      return {
        yaw: inward * lerp(0.04, 0.22, spread01(seed, 1)),
        bodyYaw: inward * lerp(-0.12, 0.26, u(32)),
        back: false,
        ...carriage,
      };
    case 'away':
      return { yaw: 0.2 * inward, bodyYaw: 0.2 * inward, back: true, ...carriage };
  }
}

/** In a two-shot the left person looks right and the right one left, unless the manifest turns them away: the axis holds. */
export function facingEachOther(member: CastStaging, slot: number, seed: number): Bearing {
  const s = slot === 0 ? 1 : -1;
  const own = bearingOf(member, s > 0 ? 0 : W, seed);
  if (member.facing === 'away') return own;
  if (member.facing === 'camera') return { ...own, yaw: 0.22 * s, bodyYaw: 0.2 * s };
  const asked = member.facing === 'right' ? 1 : -1;
  const turn = lerp(0.4, 0.5, spread01(seed, 1));
  return { ...own, yaw: turn * asked, bodyYaw: turn * asked * lerp(0.6, 0.95, hash01(seed, 32)) };
}

/** How much smaller or larger than the size's measure a single figure may stand, within the head's range of that size. */
const BREADTH: Readonly<Record<ShotSize, readonly [low: number, high: number]>> = {
  ECU: [0.95, 1],
  CU: [0.88, 1.06],
  MCU: [0.92, 1],
  OTS: [0.94, 1],
  TWO: [0.94, 1],
  MS: [0.88, 1.03],
  FS: [0.9, 1],
  WS: [0.86, 1.12],
  EWS: [0.9, 1.15],
  INSERT: [1, 1],
};

/** @returns the factor on a single figure's scale for this shot. */
export function breadthOf(size: ShotSize, seed: number): number {
  const [low, high] = BREADTH[size];
  return lerp(low, high, spread01(seed, 3));
}
