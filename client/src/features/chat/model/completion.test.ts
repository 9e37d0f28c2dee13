import { describe, expect, it } from 'vitest';
import { completed, matching, stepped, triggerAt } from './completion.ts';

const at = (text: string) => triggerAt(text, text.length);

describe('what is being typed', () => {
  it.each([
    ['/', { kind: 'command', from: 0, query: '' }],
    ['/bo', { kind: 'command', from: 0, query: 'bo' }],
    ['/board ', { kind: 'scenes', from: 7, query: '' }],
    ['/board 1, 2', { kind: 'scenes', from: 10, query: '2' }],
    ['hello @na', { kind: 'mention', from: 6, query: 'na' }],
    ['@Nao Ha', { kind: 'mention', from: 0, query: 'Nao Ha' }],
    ['darker (#3', { kind: 'ref', from: 8, query: '3' }],
    ['@木', { kind: 'mention', from: 0, query: '木' }],
  ])('%s', (text, trigger) => expect(at(text)).toEqual(trigger));

  it.each(['', 'and/or', 'see /bo', 'a@b', '/find @', '/cast x', `@${'x'.repeat(60)}`, '@Nao\nhello'])('nothing: %s', (text) =>
    text === '/find @' ? expect(at(text)?.kind).toBe('mention') : expect(at(text)).toBeNull(),
  );

  it('reads up to the caret and keeps what stands behind it', () => {
    const trigger = triggerAt('hi @na there', 6);
    expect(trigger).toEqual({ kind: 'mention', from: 3, query: 'na' });
    if (trigger !== null)
      expect(completed('hi @na there', trigger, 6, '@Nao Hara')).toEqual({ text: 'hi @Nao Hara there', caret: 12 });
  });
});

describe('choices', () => {
  const choices = ['Nao Hara', 'Hana', 'Kite'].map((label) => ({
    id: label,
    label,
    detail: label === 'Kite' ? 'Harbour' : '',
    insert: label,
  }));
  it('names that begin so come first, then words that do', () => {
    expect(matching(choices, 'ha', 9).map(({ label }) => label)).toEqual(['Hana', 'Nao Hara', 'Kite']);
    expect(matching(choices, 'nao h', 9).map(({ label }) => label)).toEqual(['Nao Hara']);
    expect(matching(choices, 'x', 9)).toEqual([]);
    expect(matching(choices, '', 2)).toHaveLength(2);
  });
  it('arrows go around', () => {
    expect([stepped(0, -1, 3), stepped(2, 1, 3), stepped(0, 1, 0)]).toEqual([2, 0, 0]);
  });
});
