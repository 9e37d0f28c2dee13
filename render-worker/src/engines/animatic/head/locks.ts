import type { CharacterDna } from '@trashfire/shared/document/dna';
import { clamp, DEG, lerp, type Pt } from '../math.ts';
import { createRandom, type Random } from '../random.ts';

/**
 * Hair as locks on meridians of the skull (ART §4): each lock hangs from an azimuth (0 front, 180 back), so the same
 * data turns with the head and shows its back.
 */
export interface Lock {
  readonly azimuth: number;
  readonly width: number;
  readonly tipY: number;
  /** Degrees the tip wanders sideways. */
  readonly lean: number;
  /** Share of the length that keeps full width before it runs to the point. */
  readonly sharp: number;
  /** Outward swing below the ears. */
  readonly flare: number;
  readonly zone: 'bang' | 'side' | 'back';
  /** Own offset in the sway, so locks do not move as one. */
  readonly phase: number;
  /** Ends in a round edge: hair combed back. */
  readonly blunt: boolean;
}

const LENGTHS = {
  crop: { side: 34, back: 58, flare: 1 },
  short: { side: 64, back: 96, flare: 4 },
  bob: { side: 120, back: 132, flare: 6 },
  long: { side: 166, back: 330, flare: 5 },
} as const;

/** Rows of points along a lock; small heads need fewer. */
export const LOCK_ROWS = { full: 13, half: 9, wide: 6 } as const;

/** All locks of a character; jitter comes from the DNA's seed alone. */
export function growLocks(dna: CharacterDna): Lock[] {
  const rnd = createRandom(dna.seed ^ 0x51f15e);
  const locks: Lock[] = [];
  const add = (azimuth: number, width: number, tipY: number, lean: number, more: Partial<Lock> = {}): void => {
    locks.push({
      azimuth,
      width,
      tipY,
      lean,
      sharp: 0.5,
      flare: 0,
      zone: 'bang',
      phase: rnd.between(0, 6),
      blunt: false,
      ...more,
    });
  };
  growBangs(dna, rnd, add);
  const tied = dna.hair.tie !== 'none';
  const size = LENGTHS[dna.hair.length];
  const sharp = dna.hair.bangs === 'spiky' || dna.hair.bangs === 'messy' ? 0.3 : dna.hair.bangs === 'blunt' ? 0.72 : 0.5;
  const slicked = dna.hair.bangs === 'back';
  const sideTip = slicked ? Math.min(size.side, 46) : tied && dna.hair.length === 'long' ? 116 : size.side;
  for (const s of [-1, 1]) {
    add(s * 70, 19, sideTip + rnd.jitter(6), s * -3, { zone: 'side', flare: size.flare * 0.5, sharp });
    add(s * 86, 22, sideTip * 0.86 + rnd.jitter(8), s * 2, { zone: 'side', flare: size.flare * 0.5 + 2, sharp });
    if (dna.hair.length === 'long' || dna.hair.length === 'bob')
      add(s * 62, 10, sideTip * 0.68, s * -6, { zone: 'side', sharp: 0.4 });
  }
  const backTip = tied ? Math.min(size.back, 92) : size.back;
  const count = dna.hair.length === 'long' ? 11 : 9;
  for (let i = 0; i < count; i++) {
    const azimuth = 98 + (i * 164) / (count - 1);
    const rise = dna.hair.length === 'long' && !tied ? Math.abs(Math.sin(i * 2.1)) * 26 : 0;
    add(azimuth, 31, backTip - rise + rnd.jitter(7), rnd.jitter(7), {
      zone: 'back',
      flare: tied ? 1 : size.flare + rnd.jitter(3),
      sharp,
    });
  }
  return locks;
}

type Add = (azimuth: number, width: number, tipY: number, lean: number, more?: Partial<Lock>) => void;

function growBangs(dna: CharacterDna, rnd: Random, add: Add): void {
  const { bangs, part } = dna.hair;
  const base = 7 + rnd.jitter(2);
  switch (bangs) {
    case 'blunt':
      for (let a = -56; a <= 56; a += 14)
        add(a, 17, base + 2 + rnd.jitter(2) + Math.abs(a) * 0.12, rnd.jitter(2), { sharp: 0.85 });
      break;
    case 'swept':
      for (let a = -60; a <= 60; a += 15) {
        const away = a < part ? -1 : 1;
        const tip = base + rnd.jitter(5) + (away > 0 ? (a - part) * 0.2 : 14);
        add(a + rnd.jitter(3), 24 + rnd.jitter(3), tip, away * (13 + rnd.jitter(4)) * (away > 0 ? 1 : 0.8));
      }
      break;
    case 'centre':
      for (const s of [-1, 1]) {
        for (let k = 0; k < 4; k++)
          add(part * 0.4 + s * (8 + k * 16), 24, k * 19 - 4 + base * 0.6 + rnd.jitter(3), s * (22 - k * 3), { sharp: 0.45 });
      }
      break;
    case 'messy':
      for (let a = -58; a <= 58; a += 14.5) {
        add(a + rnd.jitter(4), 22 + rnd.jitter(4), base + rnd.jitter(9), (a < part * 0.5 ? -6 : 9) + rnd.jitter(9), {
          sharp: 0.35,
        });
      }
      break;
    case 'spiky':
      for (let a = -58; a <= 58; a += 16.5) {
        add(a + rnd.jitter(4), 25, base - 8 + rnd.jitter(9), (a < 10 + part * 0.4 ? -12 : 16) + rnd.jitter(6), { sharp: 0.22 });
      }
      break;
    case 'back':
      for (let a = -66; a <= 66; a += 11) add(a, 25, -56 + (a / 66) ** 2 * 34, part < 0 ? 5 : -5, { sharp: 0.93, blunt: true });
      break;
  }
}

/** What bends a lock in one drawing. */
export interface HairMotion {
  readonly sway: number;
  readonly phase: number;
  /** In the mirrored frame: positive blows towards +x. */
  readonly wind: number;
}

/** y of the crown, head units. @param volume of the hair, 1 being usual. */
export const capTop = (volume: number): number => -106 - 10 * volume;
/** Radius of the hair over the skull, head units. */
export const capRadius = (volume: number): number => 98 + 8 * volume;

/** Both edges of a lock, root to tip, as the head is turned. */
export function lockEdges(
  lock: Lock,
  volume: number,
  hairYaw: number,
  motion: HairMotion,
  rows: number,
): { left: Pt[]; right: Pt[] } {
  const top = capTop(volume);
  const radius = capRadius(volume);
  const left: Pt[] = [];
  const right: Pt[] = [];
  for (let i = 0; i <= rows; i++) {
    const t = i / rows;
    const y = top + (lock.tipY - top) * (1 - (1 - t) ** 1.25);
    const round = y < 0 ? Math.max(0.1, Math.sqrt(Math.max(0, 1 - (y / top) ** 2))) : 1;
    const low = clamp(y / 120, 0, 4);
    const tuck = lock.zone === 'back' ? 0 : 13 * Math.min(1, low);
    const r = radius * round + (y > 0 ? lock.flare * low * 2.2 - tuck : 0);
    const taper = t < lock.sharp ? 1 : Math.max(0, 1 - ((t - lock.sharp) / (1 - lock.sharp)) ** (lock.blunt ? 3 : 1.45));
    const half = lock.width * 0.62 * taper * lerp(0.55, 1, Math.min(1, t * 2.2));
    const angle = lock.azimuth + hairYaw + lock.lean * t ** 1.7;
    const reach = 8 + Math.max(0, lock.tipY) * 0.085;
    const swing = motion.sway * Math.sin(motion.phase + lock.phase * 0.35 - 1.2 * t) * Math.max(0, t - 0.3) ** 1.4 * reach;
    const blown = motion.wind * Math.max(0, t - 0.35) ** 1.6 * (10 + Math.max(0, lock.tipY) * 0.17);
    left.push([r * Math.sin((angle - half) * DEG) + swing + blown, y]);
    right.push([r * Math.sin((angle + half) * DEG) + swing + blown, y]);
  }
  return { left, right };
}

/** Facing of a lock: 1 towards the viewer, -1 behind the head. */
export const lockFacing = (lock: Lock, hairYaw: number): number => Math.cos((lock.azimuth + hairYaw) * DEG);
