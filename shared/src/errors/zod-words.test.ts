import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { zodWords } from './zod-words.ts';

const wordsOf = (schema: z.ZodType, value: unknown): string => {
  const { error } = schema.safeParse(value);
  if (error === undefined) throw new Error('it fits');
  return zodWords(error);
};

describe('what does not fit, in words', () => {
  const Note = z.strictObject({ patch: z.strictObject({ notes: z.string().min(1).max(5) }) });

  it('says where, what and what would fit', () => {
    expect(wordsOf(Note, { patch: { notes: 'too long' } })).toBe('notes is too long: 5 characters at most.');
    expect(wordsOf(Note, { patch: { notes: '' } })).toBe('notes must not be empty.');
    expect(wordsOf(Note, { patch: {} })).toBe('notes is missing.');
    expect(wordsOf(z.object({ tags: z.array(z.string()).max(1) }), { tags: ['a', 'b'] })).toBe('tags has too many: 1 at most.');
    expect(wordsOf(z.object({ frames: z.int().min(4) }), { frames: 3 })).toBe('frames is too small: 4 at least.');
    expect(wordsOf(z.object({ frames: z.int().max(4) }), { frames: 9 })).toBe('frames is too large: 4 at most.');
    expect(wordsOf(z.object({ list: z.array(z.strictObject({})) }), { list: [{}, { x: 1 }] })).toBe(
      'list.1 has something that is not known here: x.',
    );
    expect(wordsOf(z.object({ name: z.string() }), { name: 4 })).toMatch(/^name does not fit: /);
    expect(wordsOf(z.string(), 4)).toMatch(/^That does not fit: /);
  });

  it('tells the first few of a thousand', () => {
    const words = wordsOf(
      z.array(z.string().max(1)),
      Array.from({ length: 1000 }, () => 'long'),
    );
    expect(words.match(/too long/g)).toHaveLength(5);
  });
});
