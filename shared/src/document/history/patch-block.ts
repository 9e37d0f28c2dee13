import * as Y from 'yjs';
import { type BlockLine, linesOf } from '../script-blocks.ts';
import { rewriteLines } from '../script-lines.ts';
import { type BlockContent, lineText, piecesOf, type TextPiece } from './content.ts';
import { sameJson } from './same-json.ts';

/** Makes a block of the same type say what `wanted` says by the smallest edits, so that what is typed into it meanwhile survives (SPEC H4). */
export function patchBlock(block: Y.XmlElement, wanted: BlockContent): void {
  patchAttributes(block, wanted.attrs);
  if (wanted.type === 'pageBreak') return;
  rewriteLines(block, wanted.lines.map(lineText));
  for (const [i, line] of linesOf(block).entries()) patchMarks(line, wanted.lines[i] ?? []);
}

/** A block that is not in the document yet. */
export function newBlock({ type, attrs, lines }: BlockContent): Y.XmlElement {
  const block = new Y.XmlElement(type);
  for (const [name, value] of Object.entries(attrs)) setAttribute(block, name, value);
  if (type === 'pageBreak') return block;
  const children = lines.flatMap((line, i): (Y.XmlElement | Y.XmlText)[] => {
    const run = line.length === 0 ? [] : [newText(line)];
    return i === 0 ? run : [new Y.XmlElement('hardBreak'), ...run];
  });
  block.insert(0, children);
  return block;
}

function newText(line: readonly TextPiece[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(line.map((piece) => ({ insert: piece.text, attributes: { ...piece.marks } })));
  return text;
}

function patchAttributes(block: Y.XmlElement, wanted: Record<string, unknown>): void {
  const stored = block.getAttributes() as Record<string, unknown>;
  for (const name of Object.keys(stored)) if (wanted[name] === undefined) block.removeAttribute(name);
  for (const [name, value] of Object.entries(wanted)) if (!sameJson(stored[name], value)) setAttribute(block, name, value);
}

/** Yjs types attributes as text; the editor's binding stores numbers and booleans as they are. */
function setAttribute(block: Y.XmlElement, name: string, value: unknown): void {
  block.setAttribute(name, value as string);
}

/** Gives the characters of a line, which are the wanted ones already, the wanted marks. */
function patchMarks(line: BlockLine, wanted: readonly TextPiece[]): void {
  const want = spread(wanted);
  let offset = 0;
  for (const run of line) {
    let at = 0;
    for (const { text, marks } of piecesOf(run)) {
      for (const part of differing(marks, want.slice(offset + at, offset + at + text.length))) {
        run.format(at + part.at, part.length, part.change);
      }
      at += text.length;
    }
    offset += at;
  }
}

/** The marks of each character. */
function spread(pieces: readonly TextPiece[]): Record<string, unknown>[] {
  return pieces.flatMap(({ text, marks }) => Array.from({ length: text.length }, () => marks));
}

interface MarkChange {
  at: number;
  length: number;
  change: Record<string, unknown>;
}

/** Stretches of characters that need the same change of marks; a mark to take away has the value null, as Yjs wants it. */
function differing(marks: Record<string, unknown>, wanted: readonly Record<string, unknown>[]): MarkChange[] {
  const changes: MarkChange[] = [];
  for (const [at, want] of wanted.entries()) {
    const names = [...new Set([...Object.keys(marks), ...Object.keys(want)])].filter(
      (name) => !sameJson(marks[name], want[name]),
    );
    if (names.length === 0) continue;
    const change = Object.fromEntries(names.map((name) => [name, want[name] ?? null]));
    const last = changes.at(-1);
    if (last !== undefined && last.at + last.length === at && sameJson(last.change, change)) last.length += 1;
    else changes.push({ at, length: 1, change });
  }
  return changes;
}
