import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut, type Run, sentenceEnds, textOf, widthOf, wrap } from './wrap.ts';

const plain = (text: string): Run[] => [{ text, marks: [] }];
const lines = (text: string, width: number) => wrap(plain(text), width).map(textOf);

it('breaks at spaces and behind hyphens, drops the space, cuts what is longer than a line', () => {
  expect(lines('The lamp goes out.', 9)).toEqual(['The lamp', 'goes out.']);
  expect(lines('a half-burnt lamp', 8)).toEqual(['a half-', 'burnt', 'lamp']);
  expect(lines('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(lines('one\n\ntwo', 10)).toEqual(['one', '', 'two']);
  expect(lines('', 10)).toEqual(['']);
  expect(lines('wait -- what', 7)).toEqual(['wait --', 'what']);
});

it('L13: wide letters take two places, and no line begins with a stop', () => {
  expect(widthOf('あのaＢ')).toBe(7);
  expect(lines('雨が降る。傘はない。', 10)).toEqual(['雨が降る。', '傘はない。']);
  expect(lines('雨が降る。傘はない。', 8)).toEqual(['雨が降', 'る。傘は', 'ない。']);
});

it('keeps every letter in order, its marks, and the width, whatever the text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'bc', ' ', '  ', '-', '雨', '。', 'long-word', '\n'), { maxLength: 60 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 4, max: 20 }), (texts, width) => {
      const runs = texts.map((part, i): Run => ({ text: part, marks: i % 2 === 0 ? [] : ['bold'] }));
      const wrapped = wrap(runs, width);
      const squeeze = (words: string) => words.replace(/[ \n]+/g, '');
      expect(squeeze(wrapped.map(textOf).join(''))).toBe(squeeze(textOf(runs)));
      const bold = (all: readonly Run[]) => squeeze(textOf(all.filter(({ marks }) => marks.includes('bold'))));
      expect(bold(wrapped.flat())).toBe(bold(runs));
      for (const line of wrapped) expect(widthOf(textOf(line))).toBeLessThanOrEqual(width);
    }),
  );
});

it('cuts runs at an offset and finds the ends of sentences', () => {
  const [before, behind] = cut(
    [
      { text: 'Go. ', marks: [] },
      { text: 'Now.', marks: ['bold'] },
    ],
    3,
  );
  expect([textOf(before), textOf(behind)]).toEqual(['Go.', 'Now.']);
  expect(behind).toEqual([{ text: 'Now.', marks: ['bold'] }]);
  expect(sentenceEnds('Go. “Now!” he said... and ran')).toEqual([3, 10, 21]);
  expect(sentenceEnds('雨だ。「行こう。」行かない。')).toEqual([3, 9]);
  expect(sentenceEnds('One sentence.')).toEqual([]);
});
