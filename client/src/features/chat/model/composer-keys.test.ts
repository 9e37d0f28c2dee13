import { describe, expect, it } from 'vitest';
import { composerKey } from './composer-keys.ts';

const person = (id: string) => ({ id, name: id, color: '#84b4ff', initials: id.slice(0, 2) });
const run = (id: string, by: string, state: 'running' | 'done' = 'running') => ({ id, state, askedBy: person(by) });
const press = (key: string, patch: { shiftKey?: boolean; composing?: boolean } = {}) => ({
  key,
  shiftKey: false,
  composing: false,
  ...patch,
});

describe('composerKey', () => {
  it('stops the own run with Escape, also when a colleague asked for one later', () => {
    expect(composerKey(press('Escape'), [run('a', 'me'), run('b', 'mika')], 'me')).toEqual({ stop: 'a' });
  });

  it('never stops what somebody else asked for, nor what is over', () => {
    expect(composerKey(press('Escape'), [run('b', 'mika')], 'me')).toBeNull();
    expect(composerKey(press('Escape'), [run('a', 'me', 'done')], 'me')).toBeNull();
  });

  it('leaves the keys of an input method to it', () => {
    expect(composerKey(press('Escape', { composing: true }), [run('a', 'me')], 'me')).toBeNull();
    expect(composerKey(press('Enter', { composing: true }), [], 'me')).toBeNull();
  });

  it('sends with Enter and breaks the line with Shift+Enter', () => {
    expect(composerKey(press('Enter'), [], 'me')).toBe('send');
    expect(composerKey(press('Enter', { shiftKey: true }), [], 'me')).toBeNull();
    expect(composerKey(press('a'), [run('a', 'me')], 'me')).toBeNull();
  });
});
