import { describe, expect, it } from 'vitest';
import { keyHint, onEnter, onShiftTab, onTab } from './chains.ts';

describe('Enter', () => {
  it('walks through a scene', () => {
    expect(onEnter('sceneHeading', false)).toEqual({ after: 'action' });
    expect(onEnter('action', false)).toEqual({ after: 'action' });
    expect(onEnter('character', false)).toEqual({ after: 'dialogue' });
    expect(onEnter('parenthetical', false)).toEqual({ after: 'dialogue' });
    expect(onEnter('dialogue', false)).toEqual({ after: 'character' });
    expect(onEnter('transition', false)).toEqual({ after: 'sceneHeading' });
  });
  it('gives an empty element up', () => expect(onEnter('character', true)).toEqual({ change: 'action' }));
});

describe('Tab', () => {
  it('makes an empty action a character and behind speech begins a parenthetical', () => {
    expect(onTab('action', true)).toEqual({ change: 'character' });
    expect(onTab('dialogue', false)).toEqual({ after: 'parenthetical' });
    expect(onTab('character', false)).toEqual({ after: 'parenthetical' });
    expect(onTab('character', true)).toEqual({ change: 'transition' });
  });
  it('goes back with Shift', () => {
    expect(onShiftTab('parenthetical')).toEqual({ change: 'dialogue' });
    expect(onShiftTab('character')).toEqual({ change: 'action' });
  });
});

it('says what the keys will do where the caret is', () => {
  const caret = { type: 'character', empty: false, atEnd: true } as const;
  expect(keyHint(caret)).toBe('Enter: dialogue, Tab: parenthetical');
  expect(keyHint({ ...caret, atEnd: false })).toBe('Enter: part in two, Tab: parenthetical');
  expect(keyHint({ ...caret, empty: true })).toBe('Enter: action, Tab: transition');
});
