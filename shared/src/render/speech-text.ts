import { spellNumbers } from './number-words.ts';
import { romanise } from './romanise.ts';

/**
 * From a line of dialogue to what a speech engine is given: a list of short phrases in plain letters, and silences where
 * the text cannot be read. Pure, so that the length estimate, the engine and the mouth see the same phrases.
 */

/** Characters of one line that are spoken; about five minutes, the longest shot there is. What follows is left out with a warning. */
export const MAX_SPOKEN_CHARS = 4000;
/** A phrase longer than this is broken at a comma or a space: one call to the engine stays short, so Stop is answered quickly (R10). */
const MAX_PHRASE_CHARS = 220;

/** Stands for a run without a reading, so that it keeps its place through the steps below (a private-use character). */
const UNREADABLE = '\ue000';

export type Mood = 'plain' | 'question' | 'exclaim';
export type SpokenPiece =
  | { readonly kind: 'say'; readonly text: string; readonly mood: Mood }
  | { readonly kind: 'silence'; readonly syllables: number; readonly original: string };

export interface SpokenText {
  readonly pieces: readonly SpokenPiece[];
  /** What could not be spoken as written, in words for people. Empty when all of it could. */
  readonly warnings: readonly string[];
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  ms: 'miss',
  dr: 'doctor',
  prof: 'professor',
  st: 'saint',
  jr: 'junior',
  sr: 'senior',
  vs: 'versus',
  etc: 'et cetera',
};
/** Said letter by letter although they hold a vowel; other words in capitals are shouted, not spelled. */
const SPELLED = new Set(['AI', 'CEO', 'CIA', 'EU', 'FBI', 'GPA', 'ID', 'IQ', 'PA', 'UFO', 'UK', 'USA', 'US', 'USB', 'VIP']);
const SYMBOLS: Readonly<Record<string, string>> = { '&': ' and ', '%': ' percent ', '+': ' plus ', '=': ' equals ', '@': ' at ' };

/** Kanji and hangul are about two syllables a sign when read aloud; any other letter about half of one. */
function syllablesOfUnreadable(run: string): number {
  let syllables = 0;
  for (const char of run) syllables += /[\p{Script=Han}\p{Script=Hangul}]/u.test(char) ? 2 : 0.5;
  return Math.max(1, Math.round(syllables));
}

function settleCapitals(text: string): string {
  return text.replace(/\b[A-Z]{2,}\b/g, (word) => {
    if (SPELLED.has(word) || !/[AEIOUY]/.test(word)) return [...word].join(' ');
    return word.toLowerCase();
  });
}

function settlePunctuation(text: string): string {
  return text
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u3002\uff0e]/g, '. ')
    .replace(/[\u3001]/g, ', ')
    .replace(/\b(mr|mrs|ms|dr|prof|st|jr|sr|vs|etc)\./gi, (_, short: string) => ABBREVIATIONS[short.toLowerCase()] ?? short)
    .replace(/\b(?:[A-Za-z]\.){2,}/g, (initials) => `${initials.replaceAll('.', ' ')} `)
    .replace(/\.{2,}\s*$/g, '.')
    .replace(/\.{2,}/g, ', ')
    .replace(/\s*(?:[\u2012-\u2015\u2500\u301c~]|-{2,}|\s-\s)\s*/g, ', ')
    .replace(/[()[\]{};:]/g, ', ')
    .replace(/[&%+=@]/g, (sign) => SYMBOLS[sign] ?? ' ');
}

/** No English word is longer; a row of letters that is would be guessed at for seconds. */
const LONG_WORD = /[A-Za-z]{30}(?=[A-Za-z])/g;

/** Only letters, apostrophes inside words, spaces, commas and sentence ends are left: nothing else can reach the engine. Drawn-out letters ("Nooo") say the word. */
function plainLetters(text: string): string {
  return text
    .replace(/[^A-Za-z' ,.?!\ue000]+/g, ' ')
    .replace(/(^|[^A-Za-z])'+|'+(?![A-Za-z])/g, '$1')
    .replace(/([a-z])\1{2,}/gi, '$1')
    .replace(LONG_WORD, '$& ')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.?!])/g, '$1')
    .replace(/,+/g, ',')
    .trim();
}

function breakLong(sentence: string): string[] {
  const phrases: string[] = [];
  let rest = sentence;
  while (rest.length > MAX_PHRASE_CHARS) {
    const head = rest.slice(0, MAX_PHRASE_CHARS);
    const comma = head.lastIndexOf(',');
    const space = head.lastIndexOf(' ');
    const cut = comma > MAX_PHRASE_CHARS / 3 ? comma + 1 : space > 0 ? space : MAX_PHRASE_CHARS;
    phrases.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...phrases, rest];
}

function sayPieces(text: string): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  for (const sentence of text.match(/[^.?!]+[.?!]*/g) ?? []) {
    const end = /[.?!]*$/.exec(sentence)?.[0] ?? '';
    const mood: Mood = end.includes('?') ? 'question' : end.includes('!') ? 'exclaim' : 'plain';
    const mark = mood === 'question' ? '?' : mood === 'exclaim' ? '!' : '.';
    for (const phrase of breakLong(sentence.slice(0, sentence.length - end.length))) {
      const bare = phrase.replace(/^[\s,']+|[\s,]+$/g, '');
      if (/[A-Za-z]/.test(bare)) pieces.push({ kind: 'say', text: `${bare}${mark}`, mood });
    }
  }
  return pieces;
}

/** @param text one spoken line as written, emphasis marks already removed; any Unicode. Never throws. */
export function speakable(text: string): SpokenText {
  const warnings: string[] = [];
  if (text.length > MAX_SPOKEN_CHARS) warnings.push(`Only the first ${MAX_SPOKEN_CHARS} characters of this line are spoken.`);
  const lost: string[] = [];
  const written = text.slice(0, MAX_SPOKEN_CHARS).toWellFormed().normalize('NFKC').replaceAll(UNREADABLE, ' ');
  const latin = romanise(settlePunctuation(spellNumbers(written)), (run) => {
    lost.push(run);
    return ` ${UNREADABLE} `;
  });
  const pieces: SpokenPiece[] = [];
  for (const [index, part] of plainLetters(settleCapitals(latin)).split(UNREADABLE).entries()) {
    const original = index === 0 ? undefined : lost[index - 1];
    if (original !== undefined) pieces.push({ kind: 'silence', syllables: syllablesOfUnreadable(original), original });
    pieces.push(...sayPieces(part));
  }
  if (lost.length > 0) {
    const shown = lost.slice(0, 3).map((run) => `“${run.slice(0, 12)}”`);
    warnings.push(`The voice cannot read ${shown.join(', ')}${lost.length > 3 ? ' and more' : ''}; it pauses there.`);
  }
  return { pieces, warnings };
}
