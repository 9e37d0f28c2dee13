import * as buffer from 'lib0/buffer';
import * as Y from 'yjs';
import type { TextAnchor } from '../../api/comments-contract.ts';
import { runsOf } from '../replace-in-block.ts';
import { scriptFragment } from '../ydoc.ts';
import { quoteOf } from './quote.ts';
import { isBefore, type ScriptPoint, type ScriptRange } from './range.ts';

/** Which block of the script each element is. Make one and use it for many anchors: it walks over the whole script once. */
export function blockIndex(doc: Y.Doc): ReadonlyMap<Y.XmlElement, number> {
  const blocks = scriptFragment(doc).toArray();
  return new Map(blocks.flatMap((block, index) => (block instanceof Y.XmlElement ? [[block, index] as const] : [])));
}

/**
 * Anchors a thread to the letters of a stretch. What is typed inside it is part of it, what is typed at its edges is not.
 * @param texts the blocks' texts, for the quote.
 * @returns null where there is no letter in it.
 */
export function anchorText(doc: Y.Doc, { from, to }: ScriptRange, texts: readonly string[]): TextAnchor | null {
  const fragment = scriptFragment(doc);
  let first: { run: Y.XmlText; at: number; point: ScriptPoint } | null = null;
  let last: { run: Y.XmlText; at: number; point: ScriptPoint } | null = null;
  for (let block = from.block; block <= to.block; block += 1) {
    const element = fragment.get(block);
    if (!(element instanceof Y.XmlElement)) continue;
    for (const { run, start } of runsOf(element)) {
      const low = block === from.block ? Math.max(from.offset, start) : start;
      const high = block === to.block ? Math.min(to.offset, start + run.length) : start + run.length;
      if (low >= high) continue;
      first ??= { run, at: low - start, point: { block, offset: low } };
      last = { run, at: high - start, point: { block, offset: high } };
    }
  }
  if (first === null || last === null) return null;
  return {
    kind: 'text',
    start: encode(Y.createRelativePositionFromTypeIndex(first.run, first.at, 0)),
    end: encode(Y.createRelativePositionFromTypeIndex(last.run, last.at, -1)),
    ...quoteOf(texts, { from: first.point, to: last.point }),
  };
}

/**
 * Where the letters of an anchor are now.
 * @param index of this document as it is now.
 * @returns null where none of them is left, or what is stored is no position of this script.
 */
export function findByPosition(
  doc: Y.Doc,
  { start, end }: Pick<TextAnchor, 'start' | 'end'>,
  index: ReadonlyMap<Y.XmlElement, number>,
): ScriptRange | null {
  const from = pointOf(doc, start, index);
  const to = pointOf(doc, end, index);
  // With one end deleted together with its block, what is left reaches to the edge of the block of the other.
  const whole = { from: from ?? edgeOf(to, 0), to: to ?? edgeOf(from, Number.POSITIVE_INFINITY) };
  if (whole.from === null || whole.to === null || !isBefore(whole.from, whole.to)) return null;
  if (whole.to.offset !== Number.POSITIVE_INFINITY) return { from: whole.from, to: whole.to };
  const length = lengthOf(doc, whole.to.block);
  return whole.from.offset < length ? { from: whole.from, to: { block: whole.to.block, offset: length } } : null;
}

function edgeOf(point: ScriptPoint | null, offset: number): ScriptPoint | null {
  return point === null ? null : { block: point.block, offset };
}

function lengthOf(doc: Y.Doc, block: number): number {
  const element = scriptFragment(doc).get(block);
  if (!(element instanceof Y.XmlElement)) return 0;
  let length = 0;
  for (const { run, start } of runsOf(element)) length = start + run.length;
  return length;
}

function pointOf(doc: Y.Doc, encoded: string, index: ReadonlyMap<Y.XmlElement, number>): ScriptPoint | null {
  const position = decode(encoded);
  // Ours always name a letter; one that names a root would make Yjs create it.
  if (position?.item == null) return null;
  const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc);
  const element = absolute?.type.parent;
  const block = element instanceof Y.XmlElement ? index.get(element) : undefined;
  if (absolute == null || !(element instanceof Y.XmlElement) || block === undefined) return null;
  for (const { run, start } of runsOf(element)) if (run === absolute.type) return { block, offset: start + absolute.index };
  return null;
}

function encode(position: Y.RelativePosition): string {
  return buffer.toBase64(Y.encodeRelativePosition(position));
}

/** @returns null for what is no position: anybody of the team can store one. */
function decode(encoded: string): Y.RelativePosition | null {
  try {
    return Y.decodeRelativePosition(buffer.fromBase64(encoded));
  } catch {
    return null;
  }
}
