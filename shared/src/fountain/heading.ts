/** What scene headings and cues say, read from their visible text. */

export interface ParsedHeading {
  intExt: 'INT' | 'EXT' | 'INT/EXT' | 'EST' | null;
  /** The place as written, capitals and all; sub-places stay joined (`HARBOUR OFFICE - MEZZANINE`). */
  place: string;
  /** What names a time at the end (`NIGHT`, `MOMENTS LATER`, `NIGHT - FLASHBACK`), as written, else null. */
  timeOfDay: string | null;
}

const PREFIX = /^(int\.?\s?\/\s?ext|ext\.?\s?\/\s?int|i\.?\/e|int|ext|est)(?:\.|(?=\s))\s*/i;
const SEPARATOR = /\s+[-–—]+\s*|\s*[–—]\s*|-+\s+|[,.;]\s+/g;
const TIME_WORD =
  /(?:^|[^\p{L}])(?:day|night|dawn|dusk|morning|evening|afternoon|noon|midday|midnight|sunset|sunrise|sundown|twilight|daybreak|nightfall|magic hour|golden hour|blue hour|later|continuous|same|same time|昼|夜|朝|夕方?|深夜|夕暮れ|明け方)(?:$|[^\p{L}])/iu;
/** Says when by another moment: a flashback, nine years ago. */
const RELATIVE_TIME = /(?:^|[^\p{L}])(?:flash-?\s?backs?|flash-?\s?forwards?|resuming|ago|earlier)(?:$|[^\p{L}])/iu;
/** A time as a whole, but an ordinary word in a place (`HOT SPRING`, `ROOM 1942`). */
const WHOLE_TIME = /^\(?(?:spring|summer|autumn|fall|winter|present(?: day)?|(?:19|20)\d\ds?)\)?$/i;
const CLOCK = /^\(?\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|o['’]clock|hrs?|hours)\)?$|^\(?\d{1,2}:\d\d\)?$/i;
/** How a vehicle is, not where the scene is: `CAR - MOVING`, `VAN (PARKED)` are the car and the van. */
const VEHICLE_STATE = /(?:\s*[-–—]+\s*|,\s+|\s+(?=\())\(?(?:moving|in motion|driving|travell?ing|parked|stationary)\)?$/i;
/** Longer than any real heading; keeps the patterns below off hostile text. */
const MAX_HEADING = 400;

/** @param text a heading's visible text, without scene number. */
export function parseHeading(text: string): ParsedHeading {
  const line = text.slice(0, MAX_HEADING).replace(/\s+/g, ' ').trim();
  const prefix = PREFIX.exec(line);
  const intExt = intExtOf(prefix?.[1]);
  const rest = line.slice(prefix?.[0].length ?? 0);
  // A heading that is nothing but a time ("LATER", "NIGHT") has no place.
  if (rest.replace(TIME_WORD, '').trim() === '') return { intExt, place: '', timeOfDay: rest === '' ? null : rest };
  let end = rest.length;
  let from = rest.length;
  for (const split of [...rest.matchAll(SEPARATOR)].reverse()) {
    const part = rest.slice(split.index + split[0].length, end);
    // Before the last part only a time and nothing else: `HOUSE - DAY ROOM - NIGHT` has a day room.
    const named = end === rest.length ? namesTime(part, split[0]) : isOnlyTime(part);
    if (!named) break;
    end = split.index;
    from = split.index + split[0].length;
  }
  return {
    intExt,
    place: rest.slice(0, end).trim().replace(VEHICLE_STATE, ''),
    timeOfDay: from < rest.length ? rest.slice(from).trim() : null,
  };
}

function namesTime(part: string, separator: string): boolean {
  if (WHOLE_TIME.test(part) || CLOCK.test(part) || RELATIVE_TIME.test(part)) return true;
  return TIME_WORD.test(part) && (separator.trim() !== '.' || part.split(' ').length < 3);
}

function isOnlyTime(text: string): boolean {
  return (
    WHOLE_TIME.test(text) || CLOCK.test(text) || [TIME_WORD, RELATIVE_TIME].some((word) => text.replace(word, '').trim() === '')
  );
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
