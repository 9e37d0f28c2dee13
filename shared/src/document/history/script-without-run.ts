import * as Y from 'yjs';
import { scriptFragment } from '../ydoc.ts';
import { type BlockContent, definedMarks, pushPiece, readBlock, type TextPiece } from './content.ts';
import { type AnyType, elementOf, itemsOf, typeOf } from './items.ts';
import type { RunTrace } from './run-trace.ts';

/**
 * The script as it would read without a run: what others wrote stays where it stands, what the run wrote goes, what only
 * the run deleted is back. A block of the run that others wrote in stays with their characters (SPEC H5).
 */
export function scriptWithoutRun(doc: Y.Doc, trace: RunTrace): BlockContent[] {
  const blocks: BlockContent[] = [];
  for (const item of itemsOf(scriptFragment(doc) as unknown as AnyType)) {
    const element = elementOf(item);
    if (element === null) continue;
    const block = trace.inserted.has(item.id) ? keptOfRun(element, item, trace) : keptOfOthers(element, item, trace);
    if (block !== null) blocks.push(block);
  }
  return blocks;
}

function keptOfOthers(element: Y.XmlElement, item: Y.Item, trace: RunTrace): BlockContent | null {
  if (item.deleted && !trace.lost.has(item.id)) return null;
  if (!item.deleted && !trace.touched.has(element)) return readBlock(element);
  const { type } = readBlock(element);
  const attrs = item.deleted ? attributesBefore(element, trace) : attributesWithout(element, trace);
  return { type, attrs, lines: othersLines(element, trace).lines };
}

function keptOfRun(element: Y.XmlElement, item: Y.Item, trace: RunTrace): BlockContent | null {
  if (item.deleted && !trace.lost.has(item.id)) return null;
  const { lines, written } = othersLines(element, trace);
  const whole = readBlock(element);
  const attrs = item.deleted ? attributesBefore(element, trace) : whole.attrs;
  const set = !item.deleted && trace.builtOn.has(element);
  if (!written && !set) return null;
  trace.leave({ kind: 'block', id: typeof attrs.id === 'string' ? attrs.id : null });
  return { type: whole.type, attrs, lines: written ? lines : whole.lines };
}

/** Of a block that stands: its attributes, with those the run set as they were. */
function attributesWithout(element: Y.XmlElement, trace: RunTrace): Record<string, unknown> {
  const attrs = readBlock(element).attrs;
  for (const [name, { value }] of trace.before.get(element as unknown as AnyType) ?? []) {
    if (value === undefined) delete attrs[name];
    else attrs[name] = value;
  }
  return attrs;
}

/** Of a block the run deleted: the last value of each attribute that only the run took away. */
function attributesBefore(element: Y.XmlElement, trace: RunTrace): Record<string, unknown> {
  const own = element._item !== null && trace.inserted.has(element._item.id);
  const attrs: Record<string, unknown> = {};
  for (const [name, last] of element._map) {
    const found = newestValue(last, (id) => trace.lost.has(id) && (own || !trace.inserted.has(id)));
    if (found !== null) attrs[name] = found.value;
  }
  return attrs;
}

/** The last value of one key that fits. Yjs makes one item of neighbours that are gone, so each of its clocks is asked for. */
function newestValue(last: Y.Item, fits: (id: { client: number; clock: number }) => boolean): { value: unknown } | null {
  for (let item: Y.Item | null = last; item !== null; item = item.left) {
    const { id, content, length } = item;
    for (let i = length - 1; i >= 0; i--) {
      if (fits({ client: id.client, clock: id.clock + i })) return { value: content.getContent()[i] };
    }
  }
  return null;
}

/** The characters and line breaks of others in a block. `written`: there are some. */
function othersLines(element: Y.XmlElement, trace: RunTrace): { lines: TextPiece[][]; written: boolean } {
  const lines: TextPiece[][] = [[]];
  let written = false;
  const stays = (id: { client: number; clock: number }, deleted: boolean) =>
    !trace.inserted.has(id) && (!deleted || trace.lost.has(id));
  for (const child of itemsOf(element as unknown as AnyType)) {
    const type = typeOf(child);
    if (type instanceof Y.XmlText) {
      const marks: Record<string, unknown> = {};
      for (const item of itemsOf(type as unknown as AnyType)) {
        const { content, deleted } = item;
        if (content instanceof Y.ContentFormat && stays(item.id, deleted)) marks[content.key] = content.value;
        if (!(content instanceof Y.ContentString)) continue;
        const text = staying(content.str, item, stays);
        if (text === '') continue;
        written = true;
        pushPiece(lines.at(-1) ?? [], { text, marks: definedMarks(marks) });
      }
    } else if (type instanceof Y.XmlElement && stays(child.id, child.deleted)) {
      lines.push([]);
      written = true;
    }
  }
  return { lines, written };
}

function staying(
  text: string,
  { id, deleted }: Y.Item,
  stays: (id: { client: number; clock: number }, deleted: boolean) => boolean,
): string {
  let kept = '';
  for (let i = 0; i < text.length; i++) if (stays({ client: id.client, clock: id.clock + i }, deleted)) kept += text[i];
  return kept;
}
