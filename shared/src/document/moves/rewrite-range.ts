import * as Y from 'yjs';
import { blockTypeOf } from '../editor-schema.ts';
import type { OutlineBlock } from '../outline.ts';
import { blockTextOf } from '../replace-in-block.ts';
import { scriptFragment } from '../ydoc.ts';
import type { BlockRange } from './scene-range.ts';

/** The blocks of the script as moving them needs them. */
export function outlineBlocks(doc: Y.Doc): OutlineBlock[] {
  return scriptFragment(doc)
    .toArray()
    .map((child) => {
      if (!(child instanceof Y.XmlElement)) return { id: null, type: null, level: 1, text: '' };
      // Yjs types attributes as strings; the binding stores numbers as they are.
      const { id, level }: Record<string, unknown> = child.getAttributes();
      const type = blockTypeOf(child.nodeName);
      return {
        id: typeof id === 'string' ? id : null,
        type,
        level: typeof level === 'number' ? level : 1,
        text: type === 'section' || type === 'sceneHeading' || type === 'synopsis' ? blockTextOf(child) : '',
      };
    });
}

/**
 * Moves blocks in front of the one that stands at `target`, outside of them. Yjs cannot move: blocks are written anew under their
 * ids and the old ones removed, and what others type in those at the same moment is brought over by {@link followMoves} where they
 * type it. Blocks that move past others are the same as those moving past them, so the part with less in it is written anew, or
 * the one nobody writes in.
 * @param busy scenes others write in right now. @returns false where the blocks stand there already.
 */
export function moveRange(doc: Y.Doc, range: BlockRange, target: number, busy: readonly string[]): boolean {
  if (target >= range.from && target <= range.to) return false;
  const blocks = outlineBlocks(doc);
  const passed: BlockRange = target < range.from ? { from: target, to: range.from } : { from: range.to, to: target };
  const stays = chooseStill(range, passed, (part) => isBusy(blocks, part, new Set(busy)));
  if (stays === passed) rewrite(doc, range, target);
  else rewrite(doc, passed, target < range.from ? range.to : range.from);
  return true;
}

/** Blocks as {@link moveRange} leaves them. */
export function withMoved<B>(blocks: readonly B[], { from, to }: BlockRange, target: number): readonly B[] {
  if (target >= from && target <= to) return blocks;
  const rest = [...blocks.slice(0, from), ...blocks.slice(to)];
  return rest.toSpliced(target > from ? target - (to - from) : target, 0, ...blocks.slice(from, to));
}

function chooseStill(range: BlockRange, passed: BlockRange, isBusyIn: (range: BlockRange) => boolean): BlockRange {
  const [here, there] = [isBusyIn(range), isBusyIn(passed)];
  if (here !== there) return here ? range : passed;
  // Who wrote what is known of blocks that stay, so as much as can be stays.
  return passed.to - passed.from < range.to - range.from ? range : passed;
}

function isBusy(blocks: readonly OutlineBlock[], { from, to }: BlockRange, busy: ReadonlySet<string>): boolean {
  return blocks.slice(from, to).some(({ id, type }) => type === 'sceneHeading' && id !== null && busy.has(id));
}

/** Writes a range anew at another place, which is outside of it. */
function rewrite(doc: Y.Doc, { from, to }: BlockRange, target: number): void {
  const script = scriptFragment(doc);
  const copies = script.slice(from, to).map((block) => block.clone() as Y.XmlElement);
  script.delete(from, to - from);
  script.insert(target > from ? target - (to - from) : target, copies);
}
