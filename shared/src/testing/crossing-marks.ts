import * as Y from 'yjs';
import { scriptFragment } from '../document/ydoc.ts';

/**
 * Rows of two people who set marks in one text at once: taken one by one, Yjs removes the last letter's mark as one without
 * effect; taken together it stays.
 */
export function crossingMarks(): Uint8Array[] {
  const base = clientOf(1);
  const block = new Y.XmlElement('action');
  block.insert(0, [new Y.XmlText('abcd')]);
  scriptFragment(base).push([block]);
  const rows = [Y.encodeStateAsUpdate(base)];
  const [one, two] = [clientOf(2), clientOf(3)];
  for (const doc of [one, two]) {
    Y.applyUpdate(doc, rows[0] as Uint8Array);
    doc.on('update', (update: Uint8Array) => rows.push(update));
  }
  textOf(two).format(1, 1, { bold: null });
  textOf(two).delete(0, 3);
  textOf(one).format(1, 2, { italic: true });
  textOf(one).format(2, 2, { italic: true });
  return rows;
}

/** The one text of {@link crossingMarks}, with its marks. */
export function markedText(doc: Y.Doc): unknown {
  return textOf(doc).toDelta();
}

function clientOf(id: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = id;
  return doc;
}

function textOf(doc: Y.Doc): Y.XmlText {
  const block = scriptFragment(doc).get(0);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error('there is no text');
  return text;
}
