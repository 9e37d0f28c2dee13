import { newId } from '../ids.ts';

/** Repeatable randomness for tests: the same seed always gives the same run, so a failure is told by its seed alone. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  /** One of the values. @throws RangeError when there is none. */
  pick<T>(values: readonly T[]): T;
  shuffle<T>(values: readonly T[]): T[];
  bytes(target: Uint8Array): Uint8Array;
  id(): string;
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, full period, passes gjrand's short suite; enough for tests. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const bytes = (target: Uint8Array) => {
    for (let i = 0; i < target.length; i++) target[i] = int(0, 255);
    return target;
  };
  return {
    next,
    int,
    bytes,
    chance: (probability) => next() < probability,
    pick: (values) => {
      if (values.length === 0) throw new RangeError('nothing to pick from');
      return values[int(0, values.length - 1)] as (typeof values)[number];
    },
    shuffle: (values) => {
      const mixed = [...values];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = int(0, i);
        [mixed[i], mixed[j]] = [mixed[j] as (typeof mixed)[number], mixed[i] as (typeof mixed)[number]];
      }
      return mixed;
    },
    id: () => newId(bytes),
  };
}
