import type { Node as ProseMirrorNode } from '@tiptap/pm/model';

export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** A place where the text stands: positions in the script. */
export interface Match {
  readonly from: number;
  readonly to: number;
}

/** More than a line of a script; longer ones are not looked for. */
export const LONGEST_QUERY = 200;
/** What a word is made of; Japanese has no spaces, so there a whole word is what stands between marks and spaces. */
const IN_WORD = String.raw`[\p{L}\p{N}\p{M}_]`;

/** @returns null where there is nothing to look for. */
export function patternOf({ text, matchCase, wholeWord }: FindQuery): RegExp | null {
  if (text === '' || text.length > LONGEST_QUERY) return null;
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const source = wholeWord ? `(?<!${IN_WORD})${literal}(?!${IN_WORD})` : literal;
  return new RegExp(source, matchCase ? 'gu' : 'giu');
}

/** The text of a block in which each position is one letter: a line break is `\n`. */
export function blockText(block: ProseMirrorNode): string {
  return block.textBetween(0, block.content.size, undefined, '\n');
}

/** Looks for a pattern, and remembers what it found in blocks that have not changed since. */
export class Finder {
  private readonly pattern: RegExp | null;
  private readonly known = new WeakMap<ProseMirrorNode, readonly Match[]>();

  constructor(query: FindQuery) {
    this.pattern = patternOf(query);
  }

  /** Every place in the script, in order. */
  find(doc: ProseMirrorNode): Match[] {
    if (this.pattern === null) return [];
    const matches: Match[] = [];
    doc.forEach((block, pos) => {
      for (const { from, to } of this.findIn(block)) matches.push({ from: pos + 1 + from, to: pos + 1 + to });
    });
    return matches;
  }

  private findIn(block: ProseMirrorNode): readonly Match[] {
    const known = this.known.get(block);
    if (known !== undefined || this.pattern === null) return known ?? [];
    const found = [...blockText(block).matchAll(this.pattern)].map(({ 0: { length }, index }) => ({
      from: index,
      to: index + length,
    }));
    this.known.set(block, found);
    return found;
  }
}

/** The first match at or behind a position, else the first of all; -1 where there is none. */
export function matchFrom(matches: readonly Match[], pos: number): number {
  const at = matches.findIndex(({ from }) => from >= pos);
  return at === -1 && matches.length > 0 ? 0 : at;
}

/** Where a place of an old text is in a new one, when one stretch of it was changed. */
export function followOffset(before: string, after: string, offset: number): number {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  if (offset <= head) return offset;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return offset >= before.length - tail ? offset + after.length - before.length : head;
}
