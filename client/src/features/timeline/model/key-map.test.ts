import { describe, expect, it } from 'vitest';
import { EDIT_ACTIONS, PLAY_ACTIONS } from './actions.ts';
import { actionFor, KEY_MAPS, KEY_PRESETS, keyText, keyTexts, repeats } from './key-map.ts';

/** Of every room (Shell, palette, sheet), of what has the focus, and what a browser never gives away. */
const TAKEN = ['Ctrl+K', 'Ctrl+\\', 'Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y', 'Shift+/', 'Tab', 'Shift+Tab', 'Enter', 'Escape'];
const BROWSERS = ['N', 'T', 'W'].flatMap((key) => [`Ctrl+${key}`, `Ctrl+Shift+${key}`]);

const press = (key: string, code: string) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
});

describe.each(KEY_PRESETS)('the keys of %s', (preset) => {
  const chords = Object.values(KEY_MAPS[preset]).flat();

  it('mean one thing each and take none that means something everywhere', () => {
    expect(chords.filter((chord, i) => chords.indexOf(chord) !== i)).toEqual([]);
    expect(chords.filter((chord) => [...TAKEN, ...BROWSERS].includes(chord))).toEqual([]);
  });

  it('leave no action without one', () => {
    for (const action of [...PLAY_ACTIONS, ...EDIT_ACTIONS]) expect(keyText(preset, action), action).not.toBe('');
  });
});

it('finds the action of a key, by preset', () => {
  expect(actionFor('trashfire', press('s', 'KeyS'), false)).toBe('split');
  expect(actionFor('premiere', press('s', 'KeyS'), false)).toBe('snap');
  expect(actionFor('trashfire', { ...press('b', 'KeyB'), metaKey: true }, false)).toBe('split');
  expect(actionFor('trashfire', press('y', 'KeyY'), false)).toBeNull();
  expect(keyTexts('trashfire', 'split')).toBe('S, Ctrl B');
});

it('lifts and closes with the keys each program has for it', () => {
  const del = press('Delete', 'Delete');
  const keys = [press('Backspace', 'Backspace'), del, { ...del, shiftKey: true }];
  const actions = (preset: (typeof KEY_PRESETS)[number]) => keys.map((key) => actionFor(preset, key, false));
  expect(actions('trashfire')).toEqual(['lift', 'rippleDelete', 'lift']);
  expect(actions('resolve')).toEqual(['lift', 'rippleDelete', 'lift']);
  expect(actions('premiere')).toEqual(['lift', 'lift', 'rippleDelete']);
});

it('goes one frame with J and L while K is held', () => {
  expect(actionFor('trashfire', press('l', 'KeyL'), true)).toBe('frameForward');
  expect(actionFor('trashfire', press('j', 'KeyJ'), true)).toBe('frameBack');
  expect(actionFor('trashfire', press('l', 'KeyL'), false)).toBe('shuttleForward');
});

it('repeats steps and nothing that would run away', () => {
  expect(repeats('frameForward')).toBe(true);
  expect(repeats('shuttleForward')).toBe(false);
  expect(repeats('split')).toBe(false);
});
