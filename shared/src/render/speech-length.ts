import type { Voice } from '../document/dna.ts';
import { speakable } from './speech-text.ts';

/**
 * How long a line takes to say, without saying it: what shots are planned with. Counts the sounds a word is likely to
 * have by its spelling and weighs them per speaker. Weights: least squares of the relative error on 140 lines spoken
 * by each speaker at rate 1; raising SPEECH_VERSION calls for fitting them again (the test beside the speech engine tells).
 */

/** Pause between two phrases at rate 1, in seconds. The engine inserts exactly this. */
export const PHRASE_GAP_SECONDS = 0.28;
const SECONDS_PER_UNREADABLE_SYLLABLE = 0.2;

/** Sounds of a word by class, guessed from its letters. */
interface WordSounds {
  readonly long: number;
  readonly short: number;
  readonly hiss: number;
  readonly stop: number;
  readonly soft: number;
}

/** Spelling to one letter per sound, in order: `L` a long vowel, a-u a short one, s a hiss, k a stop. */
const SPELLING: readonly (readonly [RegExp, string])[] = [
  [/([^aeiouyl])e(?=ly$|less$|ful$|ment$)/, '$1'],
  [/([^aeiou])le(s?)$/, '$1ul$2'],
  [/[aiou]([^aeiouwxyr]|th)e(s?)$/, 'L$1$2'],
  [/([aeiouyL].*)e$/, '$1'],
  [/([aeiouyL].*[^td])ed$/, '$1d'],
  [/igh|ee|ea|oo|ai|ay|oa|ow|ou|aw|au|oi|oy|ey|ew|ie|ue|ar|or|ur|ir/g, 'L'],
  [/er/g, 'a'],
  [/y$/, 'L'],
  [/^y(?=[aeiouL])/, 'w'],
  [/([^aeiouL])o$/, '$1L'],
  [/^i$/, 'L'],
  [/^([bhmsw])e$/, '$1L'],
  [/y/g, 'i'],
  [/sh|ch|tch|ph|th|ss|ff|zz/g, 's'],
  [/x/g, 'ks'],
  [/c(?=[ei])/g, 's'],
  [/ck|qu/g, 'k'],
  [/wh/g, 'w'],
  [/kn/g, 'n'],
  [/([bcdgklmnprt])\1/g, '$1'],
];

/** @param word letters of one English word; anything else in it is ignored. */
function wordSounds(word: string): WordSounds {
  let sounds = word.toLowerCase().replace(/[^a-z]/g, '');
  for (const [spelling, sound] of SPELLING) sounds = sounds.replace(spelling, sound);
  const count = (class_: RegExp): number => sounds.match(class_)?.length ?? 0;
  return {
    long: count(/L/g),
    short: count(/[aeiou]+/g),
    hiss: count(/[sfzjvh]/g),
    stop: count(/[ptkbdgcq]/g),
    soft: count(/[mnlrw]/g),
  };
}

/** Words that are swallowed in running speech. */
const WEAK = new Set(
  'a an the of to in on at and or but for from with by as is are was were be been it its he she we you i me my your his her our us them they this that if so do does did had has have will would can could should not no'.split(
    ' ',
  ),
);

/** Weights in the order of `features`: seconds each. */
const WEIGHTS: Readonly<Record<Voice['base'], readonly number[]>> = {
  kal: [0.112, 0.12, 0.075, 0.049, 0.056, 0.031, 0.416, 0.025, -0.022, 0.037, -0.018],
  awb: [0.158, 0.088, 0.062, 0.055, 0.065, 0.055, 0.207, 0.06, -0.033, 0.137, -0.006],
  rms: [0.194, 0.099, 0.086, 0.073, 0.056, 0.05, 0.17, 0.087, -0.07, 0.057, -0.021],
  slt: [0.198, 0.104, 0.08, 0.077, 0.059, 0.071, 0.2, 0.001, -0.005, 0.036, 0.006],
};
/** Upwards, so that a line fits the shot planned for it: covers 97% of lines. */
const MARGIN: Readonly<Record<Voice['base'], number>> = { kal: 1.22, awb: 1.18, rms: 1.19, slt: 1.19 };

/** Phrase, sounds by class, commas, words, weak words; then what lengthens before a pause: a hiss, a long vowel. */
function features(phrase: string): number[] {
  const total = { long: 0, short: 0, hiss: 0, stop: 0, soft: 0 };
  const words = phrase.match(/[A-Za-z']+/g) ?? [];
  let weak = 0;
  for (const word of words) {
    const sounds = wordSounds(word);
    for (const key of ['long', 'short', 'hiss', 'stop', 'soft'] as const) total[key] += sounds[key];
    if (WEAK.has(word.toLowerCase())) weak += 1;
  }
  const last = phrase.match(/[A-Za-z']+(?=[,.?!])/g) ?? [];
  const finalHiss = last.filter((word) => /(?:[sxzf]|[cs]e|[csth]h)$/i.test(word)).length;
  const finalLong = last.filter((word) => wordSounds(word).long > 0).length;
  const commas = phrase.match(/,/g)?.length ?? 0;
  return [1, total.long, total.short, total.hiss, total.stop, total.soft, commas, words.length, weak, finalHiss, finalLong];
}

/** @returns the length of a pause that stands for text the voice cannot read. */
export function silenceSeconds(syllables: number, voice: Voice): number {
  return (syllables * SECONDS_PER_UNREADABLE_SYLLABLE) / voice.rate;
}

/**
 * @param text a line of dialogue as written
 * @returns seconds to plan for; the real length is at most this for nineteen lines in twenty, and at least 0.7 of it.
 *   0 when nothing in the text can be said. Pitch does not matter. Pure and safe in a browser.
 */
export function estimateSpeechSeconds(text: string, voice: Voice): number {
  const weights = WEIGHTS[voice.base];
  const { pieces } = speakable(text);
  let seconds = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) seconds += PHRASE_GAP_SECONDS / voice.rate;
    if (piece.kind === 'silence') {
      seconds += silenceSeconds(piece.syllables, voice);
      continue;
    }
    const spoken = features(piece.text).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
    seconds += (spoken * MARGIN[voice.base]) / voice.rate;
  }
  return seconds;
}
