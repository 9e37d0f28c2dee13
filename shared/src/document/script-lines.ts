import * as Y from 'yjs';
import { type BlockLine, linesOf, lineText } from './script-blocks.ts';
import { diffText, type TextEdit } from './text-diff.ts';

/**
 * Gives a block these lines of plain text: lines that are the same at both ends stay; in the middle lines are rewritten one by
 * one, word by word, and what is left over is added or removed. Call it inside a transaction.
 */
export function rewriteLines(block: Y.XmlElement, wanted: readonly string[]): void {
  const lines = linesOf(block);
  const texts = lines.map(lineText);
  let head = 0;
  while (head < texts.length && head < wanted.length && texts[head] === wanted[head]) head += 1;
  let tail = 0;
  while (tail < texts.length - head && tail < wanted.length - head && texts.at(-1 - tail) === wanted.at(-1 - tail)) tail += 1;
  const oldMiddle = lines.length - head - tail;
  const newMiddle = wanted.length - head - tail;
  const shared = Math.min(oldMiddle, newMiddle);
  // From the end backwards, so that the places of earlier children stay what they are.
  for (let i = oldMiddle - 1; i >= shared; i--) removeLine(block, head + i);
  for (let i = newMiddle - 1; i >= shared; i--) insertLine(block, head + shared, wanted[head + i] ?? '');
  for (let i = 0; i < shared; i++) rewriteLine(block, head + i, wanted[head + i] ?? '');
}

function rewriteLine(block: Y.XmlElement, index: number, text: string): void {
  const line = linesOf(block)[index] ?? [];
  const edits = diffText(lineText(line), text);
  if (edits.length === 0) return;
  if (line.length === 0) {
    block.insert(childIndexOf(block, index), [new Y.XmlText(text)]);
    return;
  }
  for (const edit of edits.reverse()) applyEdit(line, edit);
}

/** A line may lie in several runs: remove across them, insert into the run that holds the place. */
function applyEdit(line: BlockLine, { at, remove, insert }: TextEdit): void {
  let start = 0;
  let inserted = insert === '';
  for (const run of line) {
    const end = start + run.length;
    const from = Math.max(at, start);
    const to = Math.min(at + remove, end);
    if (to > from) run.delete(from - start, to - from);
    if (!inserted && at >= start && at <= end) {
      run.insert(at - start, insert);
      inserted = true;
    }
    start = end;
  }
}

/** Removes a line and the break before it (after it, for the first). */
function removeLine(block: Y.XmlElement, index: number): void {
  const from = childIndexOf(block, index);
  const length = linesOf(block)[index]?.length ?? 0;
  if (index > 0) block.delete(from - 1, length + 1);
  else block.delete(from, Math.min(length + 1, block.length - from));
}

/** Puts a new line in front of the line now at `index`, or behind all. */
function insertLine(block: Y.XmlElement, index: number, text: string): void {
  const run = new Y.XmlText(text);
  if (index === 0) block.insert(0, [run, new Y.XmlElement('hardBreak')]);
  else {
    const behind = childIndexOf(block, index - 1) + (linesOf(block)[index - 1]?.length ?? 0);
    block.insert(behind, [new Y.XmlElement('hardBreak'), run]);
  }
}

/** Place among the block's children where a line's first run stands (or would). */
function childIndexOf(block: Y.XmlElement, line: number): number {
  let index = 0;
  let breaks = 0;
  for (const child of block.toArray()) {
    if (breaks === line) break;
    if (!(child instanceof Y.XmlText)) breaks += 1;
    index += 1;
  }
  return index;
}
