import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { expect, it } from 'vitest';
import { Finder, type FindQuery, followOffset, matchFrom } from './find-text.ts';

const schema = screenplaySchema();
const docOf = (...blocks: [ScreenplayBlock, string][]) =>
  schema.node(
    'doc',
    null,
    blocks.map(([type, text]) => schema.node(type, null, text === '' ? [] : [schema.text(text)])),
  );
const found = (text: string, doc: ReturnType<typeof docOf>, options: Partial<FindQuery> = {}) =>
  new Finder({ text, matchCase: false, wholeWord: false, ...options }).find(doc).map(({ from, to }) => doc.textBetween(from, to));

it('finds in every block, in any case or in one, whole words or parts', () => {
  const doc = docOf(['action', 'The lamp, a lamplight.'], ['pageBreak', ''], ['character', 'LAMP']);
  expect(found('lamp', doc)).toEqual(['lamp', 'lamp', 'LAMP']);
  expect(found('lamp', doc, { matchCase: true })).toEqual(['lamp', 'lamp']);
  expect(found('lamp', doc, { wholeWord: true })).toEqual(['lamp', 'LAMP']);
  expect(found('', doc)).toEqual([]);
  expect(found('x'.repeat(201), docOf(['action', 'x'.repeat(300)]))).toEqual([]);
});

it('takes what is looked for by the letter and no word for part of another, in any script', () => {
  expect(found('a.b(c)[d]-e/f', docOf(['action', 'a.b(c)[d]-e/f aXb']))).toEqual(['a.b(c)[d]-e/f']);
  expect(found('ére', docOf(['action', 'père, ère']), { wholeWord: true })).toEqual([]);
  expect(found('雨', docOf(['action', '雨が降る。雨。']))).toHaveLength(2);
});

it('stands where it should behind line breaks and marks, whatever letters do in capitals', () => {
  const doc = schema.node('doc', null, [
    schema.node('action', null, [
      schema.text('İ one', [schema.mark('bold')]),
      schema.node('hardBreak'),
      schema.text('two o'),
      schema.text('ne', [schema.mark('italic')]),
    ]),
  ]);
  expect(new Finder({ text: 'one', matchCase: false, wholeWord: false }).find(doc)).toEqual([
    { from: 3, to: 6 },
    { from: 11, to: 14 },
  ]);
});

it('goes on from the caret, and around', () => {
  const matches = [
    { from: 5, to: 6 },
    { from: 9, to: 10 },
  ];
  expect([0, 5, 6, 10].map((pos) => matchFrom(matches, pos))).toEqual([0, 0, 1, 0]);
  expect(matchFrom([], 3)).toBe(-1);
});

it('follows a place through what others type before, in and behind it', () => {
  expect(followOffset('a lamp', 'a big lamp', 2)).toBe(2);
  expect(followOffset('the lamp', 'and the lamp', 4)).toBe(8);
  expect(followOffset('the lamp is on', 'the lamp is off', 4)).toBe(4);
  expect(followOffset('the old lamp', 'the lamp', 6)).toBe(4);
});
