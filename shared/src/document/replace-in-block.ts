import type * as Y from 'yjs';
import { linesOf, lineText } from './script-blocks.ts';

/** A stretch of a block's text that becomes another; offsets count a line break as one letter. */
export interface Replacement {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

type Marks = Record<string, unknown>;

/** The text of a block; a line break is `\n`. */
export function blockTextOf(block: Y.XmlElement): string {
  return linesOf(block).map(lineText).join('\n');
}

/**
 * Replaces stretches of a block's text. Only letters that differ are touched, so what somebody types beside them at the same
 * moment survives, and what is put in has the marks of what it stands for. Call it inside a transaction.
 * @param replacements by rising offset, apart from each other, none over the end of a line.
 */
export function replaceInBlock(block: Y.XmlElement, replacements: readonly Replacement[]): void {
  const text = blockTextOf(block);
  // From the end backwards, so that the places of those before stay what they are.
  for (const replacement of replacements.toReversed()) replaceOne(block, text, replacement);
}

function replaceOne(block: Y.XmlElement, text: string, { at, remove, insert }: Replacement): void {
  const old = text.slice(at, at + remove);
  const most = Math.min(old.length, insert.length);
  let head = 0;
  while (head < most && old[head] === insert[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === insert.at(-1 - tail)) tail++;
  // Never half of a letter that takes two units.
  if (isHalf(old, head) || isHalf(insert, head)) head--;
  if (tail > 0 && (isHalf(old, old.length - tail) || isHalf(insert, insert.length - tail))) tail--;
  const words = insert.slice(head, insert.length - tail);
  // What is put in behind letters that stay is like them, what comes before them is like the first.
  const like = at + (head < old.length - tail ? head : Math.max(0, head - 1));
  if (words !== '') insertAt(block, at + head, words, like);
  if (head + tail < old.length) removeAt(block, at + head + words.length, old.length - head - tail);
}

function isHalf(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
}

/** Each text of a block with the offset it begins at. */
export function* runsOf(block: Y.XmlElement): Generator<{ run: Y.XmlText; start: number }, void> {
  let start = 0;
  for (const [index, line] of linesOf(block).entries()) {
    if (index > 0) start += 1;
    for (const run of line) {
      yield { run, start };
      start += run.length;
    }
  }
}

function insertAt(block: Y.XmlElement, at: number, words: string, like: number): void {
  const marks = marksAt(block, like);
  for (const { run, start } of runsOf(block)) {
    if (at < start || at > start + run.length) continue;
    run.insert(at - start, words, marks);
    return;
  }
}

function removeAt(block: Y.XmlElement, at: number, length: number): void {
  for (const { run, start } of [...runsOf(block)]) {
    const from = Math.max(at, start);
    const to = Math.min(at + length, start + run.length);
    if (to > from) run.delete(from - start, to - from);
  }
}

function marksAt(block: Y.XmlElement, at: number): Marks {
  for (const { run, start } of runsOf(block)) {
    let from = start;
    for (const { insert, attributes } of run.toDelta() as { insert?: unknown; attributes?: Marks }[]) {
      if (typeof insert !== 'string') continue;
      if (at >= from && at < from + insert.length) return attributes ?? {};
      from += insert.length;
    }
  }
  return {};
}
