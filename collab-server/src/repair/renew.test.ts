import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Piece } from '../sync/integration-work.ts';
import { renewLists } from './renew.ts';

function docWith(...children: (Y.XmlText | Y.XmlElement)[]): { doc: Y.Doc; block: Y.XmlElement } {
  const doc = new Y.Doc();
  const block = new Y.XmlElement('action');
  block.insert(0, children);
  scriptFragment(doc).insert(0, [block]);
  return { doc, block };
}

function piecesOf(list: Y.XmlText | Y.XmlElement): Piece[] {
  const pieces: Piece[] = [];
  for (let item = list._start; item !== null; item = item.right) pieces.push({ id: item.id, length: item.length });
  return pieces;
}

it('R2: writes a text anew in the order it is given, with its marks, and nothing of what was there stays', () => {
  const text = new Y.XmlText('one two');
  const { doc } = docWith(text);
  text.format(0, 3, { bold: {} });
  text.delete(5, 1);
  const [first, ...others] = piecesOf(text);
  expect(renewLists(doc, [piecesOf(text)], 'test')).toBe(1);
  expect(text.toString()).toBe('<bold>one</bold> to');
  for (const { id } of others) expect(Y.getItem(doc.store, id).deleted).toBe(true);
  expect(first).toBeDefined();
});

it('R2: puts the halves of a piece where they belong', () => {
  const text = new Y.XmlText('selax');
  const { doc } = docWith(text);
  const [{ id } = { id: Y.createID(0, 0) }] = piecesOf(text);
  const at = (offset: number) => ({ id: Y.createID(id.client, id.clock + offset), length: 1 });
  renewLists(doc, [[{ id, length: 2 }, at(3), at(4), at(2)]], 'test');
  expect(text.toString()).toBe('seaxl');
});

it('R2: writes the lines of a block anew', () => {
  const { doc, block } = docWith(new Y.XmlText('one'), new Y.XmlElement('hardBreak'), new Y.XmlText('two'));
  expect(renewLists(doc, [piecesOf(block)], 'test')).toBe(1);
  expect(block.toString()).toBe('<action>one<hardbreak></hardbreak>two</action>');
});

it('leaves alone what is gone and what never came', () => {
  const text = new Y.XmlText('one');
  const { doc } = docWith(text);
  const gone = piecesOf(text);
  scriptFragment(doc).delete(0, 1);
  let updates = 0;
  doc.on('update', () => updates++);
  expect(renewLists(doc, [gone, [{ id: Y.createID(doc.clientID, 9999), length: 1 }]], 'test')).toBe(0);
  expect(updates).toBe(0);
});
