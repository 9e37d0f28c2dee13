import type { Voice } from '../document/dna.ts';
import { seedFromText } from './seed.ts';

const BASES = ['kal', 'awb', 'rms', 'slt'] as const;

/** The voice of somebody who is not in the bible: heard all the same, and the same wherever they speak. */
export function voiceOfName(speaker: string): Voice {
  const seed = seedFromText(speaker);
  return { base: BASES[seed % BASES.length] ?? 'rms', pitch: ((seed >>> 8) % 5) - 2, rate: 1 };
}
