import { lerp } from './math.ts';

/** A seeded source of numbers: the same seed draws the same picture, which is what makes a revision's asset reusable (R9). */
export interface Random {
  /** Next number in 0 <= x < 1. */
  next(): number;
  between(low: number, high: number): number;
  /** Symmetric jitter in -k..k. */
  jitter(k: number): number;
  chance(p: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough spread for scattering paint. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0 || 1;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => lerp(low, high, next()),
    jitter: (k) => (next() - 0.5) * 2 * k,
    chance: (p) => next() < p,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

/** A number in 0..1 that belongs to (seed, salt): for choices that must not move when others are added. */
export function hash01(seed: number, salt: number): number {
  return createRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35)).next();
}

/** 0x01000193, the FNV prime, times this is 1 modulo 256. */
const FNV_INVERSE = 155;
/** Eight steps from 0 to 1 in four orders; where one order brings two neighbours close, another sets them apart. */
const ORDERS = [
  [0, 4, 2, 6, 1, 5, 3, 7],
  [0, 6, 3, 5, 1, 7, 2, 4],
  [0, 4, 6, 2, 3, 7, 1, 5],
  [0, 4, 2, 6, 5, 1, 7, 3],
] as const;

/**
 * A number in 0..1 for what neighbouring shots must not share. Seeds of one scene's shots are FNV-1a hashes of a counted name
 * (shared/render/seed); undoing the last multiplication gives back the count's last bits under one mask, so eight shots in a row
 * differ pairwise, which plain hashing of the seed would leave to chance. `axis` names independent choices.
 */
export function spread01(seed: number, axis: 0 | 1 | 2 | 3): number {
  return (ORDERS[axis][Math.imul(seed, FNV_INVERSE) & 7] ?? 0) / 7;
}
