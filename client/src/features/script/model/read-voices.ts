import { byBibleName, normalName } from '@trashfire/shared/document/bible-names';
import type { Voice } from '@trashfire/shared/document/dna';
import type { Character } from '@trashfire/shared/document/schema';
import { voiceOfName } from '@trashfire/shared/render/voice-of-name';
import type { PortVoice, SpokenAs } from './speech-port.ts';

/** As the studio's own speakers are numbered, so that two of them get two of the port's voices where it has as many. */
const BASES = ['slt', 'kal', 'awb', 'rms'] as const;

interface Cast {
  readonly characters: readonly Character[];
  readonly voices: readonly PortVoice[];
  /** Id of the voice that was chosen for the narrator; one that is not there any more counts as none. */
  readonly narrator: string;
}

/** Whether a text is Japanese: a voice for another language spells it out or says nothing. */
export function languageOf(text: string): 'ja' | 'en' {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? 'ja' : 'en';
}

/** Voices for a language in an order that does not change from visit to visit; all there are where none speaks it. */
export function voicesFor(voices: readonly PortVoice[], language: string): PortVoice[] {
  const sorted = voices.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const own = sorted.filter((voice) => voice.language.toLowerCase().startsWith(language));
  return own.length > 0 ? own : sorted;
}

/**
 * How somebody sounds. The port has other voices than the studio: a character gets the same one each time, by its own voice's
 * base, and that one's pitch and rate.
 */
export function spokenAs(speaker: string | null, text: string, { characters, voices, narrator }: Cast): SpokenAs {
  const fitting = voicesFor(voices, languageOf(text));
  const told = voices.find(({ id }) => id === narrator);
  const own = fitting.find(({ isDefault }) => isDefault) ?? fitting[0];
  const telling = told && (fitting.includes(told) || fitting.length === 0) ? told : own;
  if (speaker === null) return { voice: telling?.id ?? '', pitch: 1, rate: 1 };
  const voice: Voice = byBibleName(characters).get(normalName(speaker))?.voice ?? voiceOfName(speaker);
  const acting = fitting.filter((one) => one !== telling);
  const chosen = acting[BASES.indexOf(voice.base) % Math.max(1, acting.length)] ?? telling;
  return { voice: chosen?.id ?? '', pitch: 2 ** (voice.pitch / 12), rate: voice.rate };
}
