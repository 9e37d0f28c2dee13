import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import { cueName, parseHeading } from '@trashfire/shared/fountain/heading';

/** What a script has named so far, the newest use first. */
export interface ScriptLists {
  readonly places: readonly string[];
  readonly times: readonly string[];
  /** People, without extensions. */
  readonly names: readonly string[];
  /** Who is likely to speak now: the one who spoke before the last speaker. */
  readonly next: string | null;
}

export interface Suggestion {
  /** What it replaces, in characters of the block's text, [from, its end). */
  readonly from: number;
  /** The likeliest first; at most {@link MOST}. */
  readonly options: readonly string[];
}

export interface Line {
  readonly type: ScreenplayBlock;
  readonly text: string;
}

const MOST = 8;
const PREFIXES = ['INT. ', 'EXT. ', 'INT./EXT. ', 'EST. '];
const TIMES = ['DAY', 'NIGHT', 'MORNING', 'EVENING', 'DAWN', 'DUSK', 'CONTINUOUS', 'LATER', 'SAME'];
const EXTENSIONS = ['V.O.', 'O.S.', 'O.C.', "CONT'D"];
const TRANSITIONS = [
  'CUT TO:',
  'DISSOLVE TO:',
  'SMASH CUT TO:',
  'MATCH CUT TO:',
  'FADE OUT.',
  'FADE TO BLACK.',
  'FADE TO WHITE.',
  'IRIS OUT.',
];
const PREFIX = /^(int\.?\s?\/\s?ext|ext\.?\s?\/\s?int|i\.?\/e|int|ext|est)[. ]\s*/i;
const BEFORE_TIME = /\s+-\s+(?=[^-]*$)/;

/** Reads the lists from a script. @param at index of the block the caret is in: it is being written and names nothing yet. */
export function listsOf(lines: readonly Line[], at: number): ScriptLists {
  const [places, times, names] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const speakers: string[] = [];
  // Backwards from the caret, then what stands behind it: the set keeps the first, which is the newest.
  const order = [...lines.slice(0, at).reverse(), ...lines.slice(at + 1)];
  order.forEach(({ type, text }, i) => {
    if (type === 'sceneHeading') {
      const { place, timeOfDay } = parseHeading(text);
      if (place !== '') places.add(place.toUpperCase());
      if (timeOfDay !== null) times.add(timeOfDay.toUpperCase());
    } else if (type === 'character') {
      const name = cueName(text).name.toUpperCase();
      if (name === '') return;
      names.add(name);
      if (i < at && speakers.length < 2) speakers.push(name);
    }
  });
  return { places: [...places], times: [...times], names: [...names], next: speakers[1] ?? null };
}

/**
 * What the end of a line is likely to become. Headings go in three stages: inside or outside, the place, the time of day.
 * @param text the block's text up to the caret, which stands at its end. @returns null when there is nothing to offer.
 */
export function suggest(type: ScreenplayBlock, text: string, lists: ScriptLists): Suggestion | null {
  switch (type) {
    case 'sceneHeading':
      return headingSuggestion(text, lists);
    case 'character':
      return cueSuggestion(text, lists);
    case 'transition':
      return offer(0, text, TRANSITIONS);
    default:
      return null;
  }
}

function headingSuggestion(text: string, { places, times }: ScriptLists): Suggestion | null {
  const prefix = PREFIX.exec(text);
  if (prefix === null) return offer(0, text, PREFIXES);
  const separator = BEFORE_TIME.exec(text);
  if (separator !== null && separator.index >= prefix[0].length) {
    const from = separator.index + separator[0].length;
    return offer(from, text.slice(from), [...new Set([...times, ...TIMES])]);
  }
  const from = prefix[0].length;
  return offer(
    from,
    text.slice(from),
    places.map((place) => `${place} - `),
  );
}

function cueSuggestion(text: string, { names, next }: ScriptLists): Suggestion | null {
  const open = text.lastIndexOf('(');
  if (open > 0)
    return text.includes(')', open)
      ? null
      : offer(
          open + 1,
          text.slice(open + 1),
          EXTENSIONS.map((word) => `${word})`),
        );
  const likely = next === null ? names : [next, ...names.filter((name) => name !== next)];
  return offer(0, text, likely);
}

/** Options that go on from what is typed; a word that is typed whole goes first, so that a longer one is never taken for it. */
function offer(from: number, typed: string, options: readonly string[]): Suggestion | null {
  const start = typed.toUpperCase();
  const going = options.filter((option) => option.toUpperCase().startsWith(start));
  const whole = going.filter((option) => isTyped(option, typed));
  const rest = going.filter((option) => !isTyped(option, typed));
  if (rest.length === 0) return null;
  return { from, options: [...whole, ...rest].slice(0, MOST) };
}

/** Whether an option would change nothing but spaces and a closing mark. */
export function isTyped(option: string, typed: string): boolean {
  return option.replace(/ - $/, '').trim().toUpperCase() === typed.trim().toUpperCase();
}
