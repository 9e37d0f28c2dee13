import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/random.ts';
import { diffText, type TextEdit } from './text-diff.ts';

function applied(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { at, remove, insert } of [...edits].reverse()) result = result.slice(0, at) + insert + result.slice(at + remove);
  return result;
}

describe('diffText', () => {
  it('[C4] touches only the words that differ', () => {
    expect(diffText('The lamp is out.', 'The old lamp is lit.')).toEqual([
      { at: 4, remove: 0, insert: 'old ' },
      { at: 12, remove: 2, insert: 'li' },
    ]);
    expect(diffText('same', 'same')).toEqual([]);
    expect(diffText('', 'new')).toEqual([{ at: 0, remove: 0, insert: 'new' }]);
  });

  it('never cuts a surrogate pair in half', () => {
    const edits = diffText('a 😀 b', 'a 😁 b');
    expect(applied('a 😀 b', edits)).toBe('a 😁 b');
    expect(edits).toEqual([{ at: 2, remove: 2, insert: '😁' }]);
  });

  it('always turns one text into the other, with as few words as Myers promises', () => {
    const random = seededRandom(7);
    const words = ['the', 'lamp', 'goes', 'out', '.', '😀', "don't", 'sea'];
    for (let round = 0; round < 400; round++) {
      const from = Array.from({ length: random.int(0, 20) }, () => random.pick(words)).join(' ');
      const to = Array.from({ length: random.int(0, 20) }, () => random.pick(words)).join(' ');
      const edits = diffText(from, to);
      expect(applied(from, edits), `round ${round}: ${from} -> ${to}`).toBe(to);
      expect(edits.reduce((sum, edit) => sum + edit.remove, 0)).toBeLessThanOrEqual(from.length);
      edits.reduce((end, edit) => {
        expect(edit.at).toBeGreaterThanOrEqual(end);
        return edit.at + edit.remove;
      }, 0);
    }
  });

  it('keeps every word of a text that only grows', () => {
    const random = seededRandom(8);
    for (let round = 0; round < 100; round++) {
      const from = Array.from({ length: 30 }, (_, i) => `word${i}`);
      const to = from.flatMap((word) => (random.chance(0.2) ? ['new', word] : [word]));
      expect(diffText(from.join(' '), to.join(' ')).every((edit) => edit.remove === 0)).toBe(true);
    }
  });

  it('replaces the middle whole when texts are too long and too different to compare', () => {
    const from = Array.from({ length: 3000 }, (_, i) => `a${i}`).join(' ');
    const to = Array.from({ length: 3000 }, (_, i) => `b${i}`).join(' ');
    expect(applied(from, diffText(from, to))).toBe(to);
  });
});
