import type { Voice } from '../document/dna.ts';
import { estimateSpeechSeconds } from './speech-length.ts';

/** More lines than a long episode has; the oldest is forgotten first, so that memory stays bounded. */
const MOST_LINES = 4000;
const remembered = new Map<string, number>();

/** estimateSpeechSeconds, remembered: a plan is made again on each edit, and nearly every line is what it was. */
export function speechSeconds(text: string, voice: Voice): number {
  const key = `${voice.base} ${voice.pitch} ${voice.rate} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const seconds = estimateSpeechSeconds(text, voice);
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_LINES && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, seconds);
  return seconds;
}
