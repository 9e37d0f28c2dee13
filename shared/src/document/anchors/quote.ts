import { COMMENT_LIMITS, type TextAnchor } from '../../api/comments-contract.ts';
import type { ScriptPoint, ScriptRange } from './range.ts';

type Quote = Pick<TextAnchor, 'quote' | 'before' | 'after' | 'once'>;

/** Letters below which words are too common to be known by themselves. */
const TELLING = 8;

/** The texts of all blocks as one, a line each; finds which place is which. Make one and use it for many quotes. */
export class JoinedScript {
  readonly text: string;
  readonly #starts: number[] = [];

  constructor(texts: readonly string[]) {
    let at = 0;
    for (const text of texts) {
      this.#starts.push(at);
      at += text.length + 1;
    }
    this.text = texts.join('\n');
  }

  at({ block, offset }: ScriptPoint): number {
    return (this.#starts[block] ?? this.text.length) + offset;
  }

  /** @param isEnd of two blocks that meet there, the end of the first and not the start of the second. */
  point(at: number, isEnd: boolean): ScriptPoint {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const start = this.#starts[middle] ?? 0;
      if (start < at || (start === at && !isEnd)) low = middle;
      else high = middle - 1;
    }
    return { block: low, offset: at - (this.#starts[low] ?? 0) };
  }
}

/** The words of a stretch and what stands around them, cut to what is kept. */
export function quoteOf(texts: readonly string[], range: ScriptRange): Quote {
  const script = new JoinedScript(texts);
  const [from, to] = [script.at(range.from), script.at(range.to)];
  const around = {
    quote: script.text.slice(from, Math.min(to, from + COMMENT_LIMITS.quote)),
    before: script.text.slice(Math.max(0, from - COMMENT_LIMITS.context), from),
    after: script.text.slice(to, to + COMMENT_LIMITS.context),
  };
  const { words } = inLine(around);
  return { ...around, once: words.length >= TELLING && placesIn(script.text, words).length === 1 };
}

/** The words with what stands beside them in their line, and how far into that they begin. */
function inLine({ quote, before, after }: Omit<Quote, 'once'>): { words: string; at: number } {
  const head = before.slice(before.lastIndexOf('\n') + 1);
  // Behind a quote that was cut stands something else.
  const tail = quote.length < COMMENT_LIMITS.quote ? (after.split('\n', 1)[0] ?? '') : '';
  return { words: head + quote + tail, at: head.length };
}

function placesIn(text: string, words: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
  return places;
}

/**
 * Finds words that were written anew: by what they say, and by what stands before or behind them, which an equal word elsewhere
 * has not; or by their line, where no other was like it. Words that may be meant in more than one place are found in none: a
 * thread must not stand at a line it is not about.
 */
export function findByQuote(script: JoinedScript, quote: Quote): ScriptRange | null {
  const at = onlyPlace(script.text, quote);
  if (at === null) return null;
  return { from: script.point(at, false), to: script.point(at + quote.quote.length, true) };
}

function onlyPlace(text: string, quote: Quote): number | null {
  const places = placesIn(text, quote.quote).map((at) => {
    return { at, sides: Number(standsBefore(text, at, quote)) + Number(standsBehind(text, at, quote)) };
  });
  for (const sides of [2, 1]) {
    const [only, ...others] = places.filter((place) => place.sides === sides);
    if (only !== undefined) return others.length === 0 ? only.at : null;
  }
  if (!quote.once) return null;
  const line = inLine(quote);
  const [start, ...others] = placesIn(text, line.words);
  return start === undefined || others.length > 0 ? null : start + line.at;
}

/** What is shorter than is kept reached to the script's start then, and has to now. */
function standsBefore(text: string, at: number, { before }: Quote): boolean {
  if (before.length < COMMENT_LIMITS.context && at !== before.length) return false;
  return at >= before.length && text.startsWith(before, at - before.length);
}

function standsBehind(text: string, at: number, { quote, after }: Quote): boolean {
  const end = at + quote.length;
  if (after.length < COMMENT_LIMITS.context && text.length - end !== after.length) return false;
  return text.startsWith(after, end);
}
