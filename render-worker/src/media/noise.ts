/** Building blocks of synthesized sound: seeded noise, filters and slow wandering, all of them the same on every run (R9). */

/** @returns a 32-bit seed of any text (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  return hash >>> 0;
}

/** @returns a generator of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** White noise in [-1, 1) (Numerical Recipes' generator: fast, and even enough for the ear). */
export function whiteNoise(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 0x8000_0000;
  };
}

/** A filter of one sample at a time. */
export type Filter = (input: number) => number;

/** One-pole low pass: 6 dB an octave above `hz`. */
export function lowPass(hz: number, sampleRate: number): Filter {
  const share = 1 - Math.exp((-2 * Math.PI * hz) / sampleRate);
  let held = 0;
  return (input) => {
    held += share * (input - held);
    return held;
  };
}

/** One-pole high pass. */
export function highPass(hz: number, sampleRate: number): Filter {
  const low = lowPass(hz, sampleRate);
  return (input) => input - low(input);
}

/** Each of `filters` in turn. */
export function chain(...filters: readonly Filter[]): Filter {
  return (input) => {
    let value = input;
    for (const filter of filters) value = filter(value);
    return value;
  };
}

/** A slow wander between 0 and 1: a new aim every `seconds`, approached along a cosine. */
export function wander(seed: number, seconds: number, sampleRate: number): () => number {
  const random = randomFrom(seed);
  const length = Math.max(1, Math.round(seconds * sampleRate));
  let from = random();
  let to = random();
  let at = 0;
  return () => {
    if (at === length) {
      at = 0;
      from = to;
      to = random();
    }
    const value = from + (to - from) * (0.5 - 0.5 * Math.cos((Math.PI * at) / length));
    at += 1;
    return value;
  };
}
