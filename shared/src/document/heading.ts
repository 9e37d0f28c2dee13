import type { TimeOfDay } from './vocabulary.ts';

/** What a scene heading says in words: `INT. LAMP ROOM - NIGHT`. Each part may be missing. */
export interface Heading {
  /** null when the heading does not begin with INT or EXT (a forced heading); INT./EXT. counts as inside. */
  readonly interior: boolean | null;
  readonly place: string;
  /** As written behind the last dash: `NIGHT`, `CONTINUOUS`, or empty. */
  readonly time: string;
}

const PREFIX = /^\s*(INT\.?\s*\/\s*EXT|EXT\.?\s*\/\s*INT|I\s*\/\s*E|INT|EXT|EST)(?:[.\s]+|$)/i;

/** @param text a heading without its scene number and without a forcing dot. */
export function parseHeading(text: string): Heading {
  const prefix = PREFIX.exec(text);
  const kind = prefix?.[1]?.toUpperCase() ?? '';
  const rest = text.slice(prefix?.[0].length ?? 0).trim();
  const dash = Math.max(rest.lastIndexOf(' - '), rest.lastIndexOf(' – '), rest.lastIndexOf(' — '));
  return {
    interior: kind === '' ? null : kind.startsWith('I'),
    place: (dash === -1 ? rest : rest.slice(0, dash)).trim(),
    time: dash === -1 ? '' : rest.slice(dash + 3).trim(),
  };
}

const TIMES: readonly (readonly [RegExp, TimeOfDay])[] = [
  [/\b(DAWN|SUNRISE|MORNING|DAYBREAK)\b/i, 'dawn'],
  [/\b(SUNSET|DUSK|EVENING|TWILIGHT|GOLDEN HOUR|MAGIC HOUR)\b/i, 'sunset'],
  [/\b(NIGHT|MIDNIGHT|TONIGHT)\b/i, 'night'],
  [/\b(DAY|NOON|AFTERNOON|MIDDAY)\b/i, 'day'],
];

/** @returns the time of day a heading's words name, or null for words such as CONTINUOUS, LATER or none, which go on with the scene before. */
export function timeInWords(words: string): TimeOfDay | null {
  return TIMES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
