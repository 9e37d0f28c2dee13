import { byBibleName, normalName } from '@trashfire/shared/document/bible-names';
import type { Voice } from '@trashfire/shared/document/dna';
import type { Character } from '@trashfire/shared/document/schema';
import { speakable } from '@trashfire/shared/render/speech-text';
import { voiceOfName } from '@trashfire/shared/render/voice-of-name';
import type { PortVoice, SpokenAs, SpokenBy } from './speech-port.ts';

/** As the studio's own speakers are numbered, so that two of them get two of the port's voices where it has as many. */
const BASES = ['slt', 'kal', 'awb', 'rms'] as const;

/** Tells what nobody says: calm, and not the one a cast is first given. */
const NARRATOR: Voice = { base: 'rms', pitch: 0, rate: 1 };

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
 * How somebody sounds with the browser's voices, which are others than the film's: a character gets the same one each time, by its own voice's
 * base, and that one's pitch and rate.
 */
export function spokenAs(speaker: string | null, text: string, { characters, voices, narrator }: Cast): SpokenAs {
  const fitting = voicesFor(voices, languageOf(text));
  const told = voices.find(({ id }) => id === narrator);
  const own = fitting.find(({ isDefault }) => isDefault) ?? fitting[0];
  const telling = told && (fitting.includes(told) || fitting.length === 0) ? told : own;
  if (speaker === null) return { voice: telling?.id ?? '', pitch: 1, rate: 1 };
  const voice = voiceOf(speaker, characters);
  const acting = fitting.filter((one) => one !== telling);
  const chosen = acting[BASES.indexOf(voice.base) % Math.max(1, acting.length)] ?? telling;
  return { voice: chosen?.id ?? '', pitch: 2 ** (voice.pitch / 12), rate: voice.rate };
}

/** The voice somebody has in the film. */
function voiceOf(speaker: string, characters: readonly Character[]): Voice {
  return byBibleName(characters).get(normalName(speaker))?.voice ?? voiceOfName(speaker);
}

/** Who says a line where the browser's voices are asked for. */
export function spokenInBrowser(speaker: string | null, line: string, cast: Cast): SpokenBy {
  return cast.voices.length === 0 ? { by: 'silence' } : { by: 'browser', as: spokenAs(speaker, line, cast) };
}

/**
 * Who says a part of a line where the film's voices are asked for: a character as in the film. The film's speak English alone: what is
 * Japanese is said by a browser's voice for it. Where there is none, English with a Japanese name is said as the film says it, and
 * what is Japanese alone by nobody: of its kana the film makes sounds, but no words.
 * @param line all of the line, by which its language is known; a part may be a name
 */
export function spokenInFilm(speaker: string | null, part: string, line: string, cast: Cast): SpokenBy {
  const language = languageOf(line);
  const fitting = cast.voices.filter((voice) => voice.language.toLowerCase().startsWith(language));
  const narrates = speaker === null && fitting.some(({ id }) => id === cast.narrator);
  if (narrates || (language === 'ja' && fitting.length > 0)) return { by: 'browser', as: spokenAs(speaker, line, cast) };
  const isWords = language === 'en' || /[A-Za-z]/.test(part);
  if (!isWords || !speakable(part).pieces.some(({ kind }) => kind === 'say')) return { by: 'nobody' };
  return { by: 'film', voice: speaker === null ? NARRATOR : voiceOf(speaker, cast.characters) };
}
