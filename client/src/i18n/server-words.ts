import { i18n } from '@lingui/core';
import { asAppError } from '@trashfire/shared/errors/app-error';

/**
 * The words of the server in the language of the window (docs/decisions/0018-words-of-the-server.md). They come in English, with their
 * values filled in, and are known again by the texts of the catalogue.
 */

interface Known {
  readonly id: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}
interface Texts {
  /** Those without values. */
  readonly fixed: ReadonlyMap<string, string>;
  /** The longest first: what says more is meant rather than what fits many. */
  readonly filled: readonly Known[];
}

/** Longer ones are no text of ours. Also bounds what is looked for in them. */
const MOST_LETTERS = 2_000;
/** A text in a text in a text: a failure before a failure, with what was too large. */
const MOST_DEPTH = 4;

let texts: Texts = { fixed: new Map(), filled: [] };

/** Takes what the server may say; loaded with a language that is not English. */
export async function loadServerTexts(): Promise<void> {
  if (texts.fixed.size > 0) return;
  const known = (await import('virtual:server-texts')).texts;
  const isFilled = ([message]: readonly [string, string]) => /\{\w+\}/.test(message);
  texts = {
    fixed: new Map(known.filter((text) => !isFilled(text))),
    filled: known
      .filter(isFilled)
      .sort(([a], [b]) => said(b) - said(a))
      .map(([message, id]) => ({ id, ...patternOf(message) })),
  };
}

/** @returns what the server said, in the language of the window; as it came where the catalogue does not know it. */
export function serverWords(text: string): string {
  return inWords(text, MOST_DEPTH);
}

/** @returns what a failure says to the person. */
export function errorWords(error: unknown): string {
  return serverWords(asAppError(error).message);
}

function inWords(text: string, depth: number): string {
  if (depth === 0 || text.length > MOST_LETTERS) return text;
  const fixed = texts.fixed.get(text);
  if (fixed !== undefined) return translated(fixed, {}) ?? text;
  for (const { id, pattern, names } of texts.filled) {
    const found = pattern.exec(text);
    if (found === null) continue;
    // A value may be a text of its own: what is no longer there, or why.
    const values = Object.fromEntries(names.map((name, index) => [name, inWords(found[index + 1] ?? '', depth - 1)]));
    return translated(id, values) ?? text;
  }
  return text;
}

function translated(id: string, values: Record<string, string>): string | null {
  return i18n.messages[id] === undefined ? null : i18n._(id, values);
}

/** How much of a text is its own. */
const said = (message: string): number => message.replace(/\{\w+\}/g, '').length;

function patternOf(message: string): Pick<Known, 'pattern' | 'names'> {
  const parts = message.split(/\{(\w+)\}/);
  const source = parts.map((part, index) => (index % 2 === 1 ? '([^]*?)' : part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')));
  return { pattern: new RegExp(`^${source.join('')}$`), names: parts.filter((_, index) => index % 2 === 1) };
}
