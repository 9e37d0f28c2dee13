import type * as Y from 'yjs';
import { scriptFragment } from '../ydoc.ts';
import { alignBlocks } from './align-blocks.ts';
import { type BlockContent, readBlock, scriptBlocks } from './content.ts';
import { newBlock, patchBlock } from './patch-block.ts';
import { sameJson } from './same-json.ts';

/**
 * Makes the script say what `wanted` says: blocks that are still there stay and are changed word by word, others go, missing
 * ones come (SPEC H4). Call it inside a transaction.
 */
export function patchScript(doc: Y.Doc, wanted: readonly BlockContent[]): void {
  const elements = scriptBlocks(doc);
  const kept = alignBlocks(elements.map(readBlock), wanted);
  const staying = new Set(kept.map(([from]) => elements[from]));
  remove(
    scriptFragment(doc),
    elements.filter((element) => !staying.has(element)),
  );
  for (const [from, to] of kept) {
    const [element, block] = [elements[from], wanted[to]];
    if (element !== undefined && block !== undefined && !sameJson(readBlock(element), block)) patchBlock(element, block);
  }
  insert(doc, wanted, new Map(kept.map(([from, to]) => [to, elements[from]] as const)));
}

/** Takes what a word-by-word change did not bring to the wanted state and puts it whole in its place: content before history. */
export function replaceDiffering(doc: Y.Doc, wanted: readonly BlockContent[]): void {
  const fragment = scriptFragment(doc);
  const elements = scriptBlocks(doc);
  const right = new Map<number, Y.XmlElement>();
  const wrong: Y.XmlElement[] = [];
  for (const [i, element] of elements.entries()) {
    if (wanted[i] !== undefined && sameJson(readBlock(element), wanted[i])) right.set(i, element);
    else wrong.push(element);
  }
  remove(fragment, wrong);
  insert(doc, wanted, right);
}

function remove(fragment: Y.XmlFragment, elements: readonly Y.XmlElement[]): void {
  const going = new Set<unknown>(elements);
  const children: unknown[] = fragment.toArray();
  // From the end, so that the places of those before stay what they are.
  for (let end = children.length; end > 0; ) {
    let start = end;
    while (start > 0 && going.has(children[start - 1])) start -= 1;
    if (start < end) fragment.delete(start, end - start);
    end = start < end ? start : end - 1;
  }
}

/** @param standing blocks that are there, by their place in `wanted`; the others come between them. */
function insert(doc: Y.Doc, wanted: readonly BlockContent[], standing: ReadonlyMap<number, Y.XmlElement | undefined>): void {
  const fragment = scriptFragment(doc);
  const places = new Map<unknown, number>((fragment.toArray() as unknown[]).map((child, i) => [child, i]));
  let coming: BlockContent[] = [];
  for (let i = wanted.length - 1; i >= -1; i--) {
    const block = wanted[i];
    const element = standing.get(i);
    if (block !== undefined && element === undefined) {
      coming.unshift(block);
      continue;
    }
    if (coming.length > 0) fragment.insert(i < 0 ? 0 : (places.get(element) ?? 0) + 1, coming.map(newBlock));
    coming = [];
  }
}
