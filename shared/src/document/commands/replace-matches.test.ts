import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../../testing/random.ts';
import { blockTextOf } from '../replace-in-block.ts';
import { readBlock } from '../script-reader.ts';
import { scriptFragment } from '../ydoc.ts';
import { runCommand } from './command.ts';
import { insertBlocks } from './insert-blocks.ts';
import { replaceMatches } from './replace-matches.ts';

const random = seededRandom(7);

function scriptOf(...texts: string[]): { doc: Y.Doc; ids: string[] } {
  const doc = new Y.Doc();
  const blocks = texts.map((text) => ({ id: random.id(), type: 'action' as const, text }));
  runCommand(doc, insertBlocks, { after: null, blocks }, 'test');
  return { doc, ids: blocks.map(({ id }) => id) };
}

function block(doc: Y.Doc, index: number): Y.XmlElement {
  const found = scriptFragment(doc).get(index);
  if (!(found instanceof Y.XmlElement)) throw new Error('no block there');
  return found;
}

/** Every place of a word in the blocks of a script, as the editor finds them. */
function matches(doc: Y.Doc, ids: readonly string[], word: string, insert: string) {
  return ids.flatMap((blockId, index) => {
    const text = blockTextOf(block(doc, index));
    const replacements = [...text.matchAll(new RegExp(word, 'g'))].map((match) => ({
      at: match.index,
      remove: word.length,
      insert,
    }));
    return replacements.length === 0 ? [] : [{ blockId, text, replacements }];
  });
}

const firstText = (doc: Y.Doc): Y.XmlText => block(doc, 0).get(0) as Y.XmlText;
const inlines = (doc: Y.Doc) => readBlock(block(doc, 0), 'action').content;

describe('replacing what was found', () => {
  it('replaces every place, over line breaks, and does so once', () => {
    const { doc, ids } = scriptOf('Nao and Nao.\nNao again.', 'Nobody.', 'Nao');
    const found = matches(doc, ids, 'Nao', 'Mio');
    expect(runCommand(doc, replaceMatches, { blocks: found }, 'me')).toBe(4);
    expect([0, 1, 2].map((at) => blockTextOf(block(doc, at)))).toEqual(['Mio and Mio.\nMio again.', 'Nobody.', 'Mio']);
    expect(runCommand(doc, replaceMatches, { blocks: found }, 'me')).toBe(0);
  });

  it('[C4] touches the letters that differ and no others', () => {
    const { doc, ids } = scriptOf('The lamp, that lamp.');
    let removed = 0;
    doc.on('afterTransaction', ({ deleteSet }: Y.Transaction) => {
      for (const ranges of deleteSet.clients.values()) for (const { len } of ranges) removed += len;
    });
    runCommand(doc, replaceMatches, { blocks: matches(doc, ids, 'lamp', 'lamplight') }, 'me');
    expect([blockTextOf(block(doc, 0)), removed]).toEqual(['The lamplight, that lamplight.', 0]);
    runCommand(doc, replaceMatches, { blocks: matches(doc, ids, 'lamplight', 'laplight') }, 'me');
    expect([blockTextOf(block(doc, 0)), removed]).toEqual(['The laplight, that laplight.', 2]);
  });

  it('[C4] what somebody types in between at the same moment survives, on both sides', () => {
    const { doc, ids } = scriptOf('The lamp, that lamp.');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    firstText(other).insert(9, ' (the old one)');
    runCommand(doc, replaceMatches, { blocks: matches(doc, ids, 'lamp', 'fire') }, 'me');
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    for (const end of [doc, other]) expect(blockTextOf(block(end, 0))).toBe('The fire, (the old one) that fire.');
  });

  it('keeps marks: of what is replaced, at its start, and of a note that would not go on by itself', () => {
    const { doc, ids } = scriptOf('A lamp here');
    firstText(doc).format(2, 4, { bold: {} });
    runCommand(doc, replaceMatches, { blocks: matches(doc, ids, 'lamp', 'fire') }, 'me');
    expect(inlines(doc)).toEqual([
      { type: 'text', text: 'A ' },
      { type: 'text', text: 'fire', marks: [{ type: 'bold' }] },
      { type: 'text', text: ' here' },
    ]);
    const note = scriptOf('lamp');
    firstText(note.doc).format(0, 4, { inlineNote: {} });
    runCommand(note.doc, replaceMatches, { blocks: matches(note.doc, note.ids, 'lamp', 'lamps') }, 'me');
    runCommand(note.doc, replaceMatches, { blocks: matches(note.doc, note.ids, 'lamps', 'old lamps') }, 'me');
    expect(inlines(note.doc)).toEqual([{ type: 'text', text: 'old lamps', marks: [{ type: 'inlineNote' }] }]);
  });

  it('never parts a letter of two units', () => {
    const { doc, ids } = scriptOf('a 😀 b');
    runCommand(doc, replaceMatches, { blocks: matches(doc, ids, '😀', '😁') }, 'me');
    expect(blockTextOf(block(doc, 0))).toBe('a 😁 b');
  });

  it('leaves a block alone that says something else by now, or is gone', () => {
    const { doc, ids } = scriptOf('lamp', 'lamp');
    const found = matches(doc, ids, 'lamp', 'fire');
    firstText(doc).insert(0, 'the ');
    scriptFragment(doc).delete(1, 1);
    expect(runCommand(doc, replaceMatches, { blocks: found }, 'me')).toBe(0);
    expect(blockTextOf(block(doc, 0))).toBe('the lamp');
  });

  it('refuses what is more than one edit, and places that are not in the text, before it changes anything', () => {
    const { doc, ids } = scriptOf('e'.repeat(3000), 'e');
    expect(() => runCommand(doc, replaceMatches, { blocks: matches(doc, ids, 'e', 'a') }, 'me')).toThrow(/too much to replace/);
    const wrong = [
      { at: 0, remove: 1, insert: '' },
      { at: 0, remove: 1, insert: '' },
    ];
    const blocks = [{ blockId: ids[1] ?? '', text: 'e', replacements: wrong }];
    expect(() => runCommand(doc, replaceMatches, { blocks }, 'me')).toThrow(/not in its text/);
    expect(blockTextOf(block(doc, 1))).toBe('e');
  });
});
