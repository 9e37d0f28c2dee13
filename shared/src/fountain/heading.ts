/** What scene headings and cues say, read from their visible text. */

export interface ParsedHeading {
  intExt: 'INT' | 'EXT' | 'INT/EXT' | 'EST' | null;
  /** The place as written, capitals and all; sub-places stay joined (`HARBOUR OFFICE - MEZZANINE`). */
  place: string;
  /** Text after the last separator when it names a time (`NIGHT`, `MOMENTS LATER`), as written, else null. */
  timeOfDay: string | null;
}

const PREFIX = /^(int\.?\s?\/\s?ext|ext\.?\s?\/\s?int|i\.?\/e|int|ext|est)(?:\.|(?=\s))\s*/i;
const SEPARATOR = /\s+[-–—]+\s*|\s*[–—]\s*|[,.;]\s+/g;
const TIME_WORD =
  /(?:^|[^\p{L}])(?:day|night|dawn|dusk|morning|evening|afternoon|noon|midday|midnight|sunset|sunrise|sundown|twilight|daybreak|nightfall|magic hour|golden hour|blue hour|later|continuous|same|same time|昼|夜|朝|夕方?|深夜|夕暮れ|明け方)(?:$|[^\p{L}])/iu;
/** Longer than any real heading; keeps the patterns below off hostile text. */
const MAX_HEADING = 400;

/** @param text a heading's visible text, without scene number. */
export function parseHeading(text: string): ParsedHeading {
  const line = text.slice(0, MAX_HEADING).replace(/\s+/g, ' ').trim();
  const prefix = PREFIX.exec(line);
  const rest = line.slice(prefix?.[0].length ?? 0);
  const split = [...rest.matchAll(SEPARATOR)].at(-1);
  const time = split === undefined ? rest : rest.slice(split.index + split[0].length);
  const named = TIME_WORD.test(time) && (split === undefined || split[0].trim() !== '.' || time.split(' ').length < 3);
  // A heading that is nothing but a time ("LATER", "NIGHT") has no place.
  const place = split === undefined ? (named && isOnlyTime(time) ? '' : rest) : named ? rest.slice(0, split.index) : rest;
  return { intExt: intExtOf(prefix?.[1]), place: place.trim(), timeOfDay: named && place !== rest ? time.trim() : null };
}

function isOnlyTime(text: string): boolean {
  return text.replace(new RegExp(TIME_WORD, 'iu'), '').trim() === '';
}

function intExtOf(prefix: string | undefined): ParsedHeading['intExt'] {
  const word = (prefix ?? '').toUpperCase().replace(/[\s.]/g, '');
  if (word === '') return null;
  if (word.includes('/')) return 'INT/EXT';
  return word === 'EXT' ? 'EXT' : word === 'EST' ? 'EST' : 'INT';
}

export interface CueName {
  /** As written, without extensions. */
  name: string;
  /** What stands in parentheses, without them: `V.O.`, `O.S.`, `CONT'D`. */
  extensions: string[];
}

/** @param text a cue's visible text: `MIO (V.O.)` is MIO with the extension V.O. */
export function cueName(text: string): CueName {
  const line = text.slice(0, MAX_HEADING);
  const extensions = [...line.matchAll(/\(([^()]*)\)/g)]
    .map((match) => (match[1] ?? '').trim())
    .filter((extension) => extension !== '');
  const name = line
    .replace(/\([^()]*\)?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return { name: name.replace(/\s*\^$/, ''), extensions };
}
