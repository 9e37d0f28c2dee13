import * as Y from 'yjs';
import type { ScreenplayBlock } from './editor-schema.ts';
import { scriptFragment } from './ydoc.ts';

/** Finding and naming the blocks of a script inside its Y.XmlFragment; for commands. Reading a script is ./script-reader.ts. */

/** @returns the block with that id and its place among all blocks, or null. The first one wins where a paste doubled an id (SPEC D7). */
export function findBlock(doc: Y.Doc, id: string): { block: Y.XmlElement; index: number } | null {
  let index = 0;
  for (const child of scriptFragment(doc).toArray()) {
    if (child instanceof Y.XmlElement && child.getAttribute('id') === id) return { block: child, index };
    index += 1;
  }
  return null;
}

/** The same for many ids at once, in one walk over the script. */
export function findBlocks(doc: Y.Doc, ids: ReadonlySet<string>): Map<string, Y.XmlElement> {
  const found = new Map<string, Y.XmlElement>();
  for (const child of scriptFragment(doc).toArray()) {
    const id: unknown = child instanceof Y.XmlElement ? child.getAttribute('id') : undefined;
    if (typeof id === 'string' && child instanceof Y.XmlElement && ids.has(id) && !found.has(id)) found.set(id, child);
  }
  return found;
}

/** Ids of all blocks that have one. */
export function blockIdsOf(doc: Y.Doc): Set<string> {
  const ids = new Set<string>();
  for (const child of scriptFragment(doc).toArray()) {
    const id: unknown = child instanceof Y.XmlElement ? child.getAttribute('id') : undefined;
    if (typeof id === 'string') ids.add(id);
  }
  return ids;
}

/** Ids of the scenes in the order the script tells them: one per heading that has an id. */
export function sceneIdsOf(doc: Y.Doc): string[] {
  const ids = new Set<string>();
  for (const child of scriptFragment(doc).toArray()) {
    if (!(child instanceof Y.XmlElement) || child.nodeName !== ('sceneHeading' satisfies ScreenplayBlock)) continue;
    const id: unknown = child.getAttribute('id');
    if (typeof id === 'string') ids.add(id);
  }
  return [...ids];
}

/** Whether nobody has written anything yet; an editor that was only opened leaves one empty block behind. */
export function scriptIsEmpty(doc: Y.Doc): boolean {
  return scriptFragment(doc)
    .toArray()
    .every((child) => child instanceof Y.XmlElement && child.nodeName !== 'pageBreak' && linesOf(child).every(isEmptyLine));
}

/** The text runs of one line of a block; lines are parted by hardBreak elements. */
export type BlockLine = Y.XmlText[];

/** A block's lines, at least one; an empty line has no runs. */
export function linesOf(block: Y.XmlElement): BlockLine[] {
  const lines: BlockLine[] = [[]];
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlText) lines.at(-1)?.push(child);
    else lines.push([]);
  }
  return lines;
}

/** Plain text of a run: its characters without marks (Y.XmlText.toString would write them as tags). */
export function runText(run: Y.XmlText): string {
  let text = '';
  for (const piece of run.toDelta() as { insert?: unknown }[]) if (typeof piece.insert === 'string') text += piece.insert;
  return text;
}

/** A line's characters without marks. */
export function lineText(line: BlockLine): string {
  return line.map(runText).join('');
}

function isEmptyLine(line: BlockLine): boolean {
  return lineText(line) === '';
}
