import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { renewLists } from './renew.ts';

function docWith(...children: (Y.XmlText | Y.XmlElement)[]): { doc: Y.Doc; block: Y.XmlElement } {
  const doc = new Y.Doc();
  const block = new Y.XmlElement('action');
  block.insert(0, children);
  scriptFragment(doc).insert(0, [block]);
  return { doc, block };
}

/** Of the first live piece of a list. */
function firstOf(list: Y.XmlText | Y.XmlElement): Y.ID {
  let item = list._start;
  while (item?.deleted) item = item.right;
  if (item === null) throw new TypeError('an empty list');
  return item.id;
}

it('R2: writes a text anew as it shows, with its marks, and nothing of what was there stays', () => {
  const text = new Y.XmlText('one two');
  const { doc } = docWith(text);
  text.format(0, 3, { bold: {} });
  const before = firstOf(text);
  expect(renewLists(doc, [before], 'test')).toBe(1);
  expect(text.toString()).toBe('<bold>one</bold> two');
  const item = Y.getItem(doc.store, before);
  expect(item.deleted).toBe(true);
});

it('R2: writes the lines of a block anew', () => {
  const { doc, block } = docWith(new Y.XmlText('one'), new Y.XmlElement('hardBreak'), new Y.XmlText('two'));
  expect(renewLists(doc, [firstOf(block)], 'test')).toBe(1);
  expect(block.toString()).toBe('<action>one<hardbreak></hardbreak>two</action>');
});

it('leaves alone what is gone, what never came and the list of blocks', () => {
  const text = new Y.XmlText('one');
  const { doc, block } = docWith(text);
  const [ofText, ofBlocks] = [firstOf(text), block._item?.id];
  scriptFragment(doc).delete(0, 1);
  let updates = 0;
  doc.on('update', () => updates++);
  renewLists(doc, [ofText, Y.createID(doc.clientID, 9999), ...(ofBlocks === undefined ? [] : [ofBlocks])], 'test');
  expect(updates).toBe(0);
});
