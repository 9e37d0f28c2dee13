import { expect, it } from 'vitest';
import { BOARD_ACTIONS, BOARD_WORDS, boardAction, boardKeyText, boardKeyTexts, edits } from './board-keys.ts';

const press = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...held,
});

it('has a key for what people do to panels: new, before, duplicate, reorder, by scene, play', () => {
  expect(boardAction(press('n'))).toBe('addAfter');
  expect(boardAction(press('N', { shiftKey: true }))).toBe('addBefore');
  expect(boardAction(press('d'))).toBe('duplicate');
  expect(boardAction(press('ArrowLeft', { altKey: true }))).toBe('moveBack');
  expect(boardAction(press('ArrowRight', { ctrlKey: true }))).toBe('nextScene');
  expect(boardAction(press('ArrowRight', { metaKey: true }))).toBe('nextScene');
  expect(boardAction(press(' ', { code: 'Space' }))).toBe('play');
  expect(boardAction(press('Backspace'))).toBe('remove');
  expect([boardAction(press('ArrowRight')), boardAction(press('d', { ctrlKey: true }))]).toEqual([null, null]);
});

it('every drag and every item of the menu has a key, shown with words of its own', () => {
  for (const action of BOARD_ACTIONS) expect(boardKeyText(action), action).toMatch(/\S/);
  expect(boardKeyTexts('remove')).toBe('Del, Backspace');
  expect(new Set(BOARD_ACTIONS.map((action) => BOARD_WORDS[action].id)).size).toBe(BOARD_ACTIONS.length);
});

it('a held key goes on moving and makes one copy', () => {
  expect(boardAction(press('ArrowRight', { altKey: true, repeat: true }))).toBe('moveOn');
  expect(boardAction(press('d', { repeat: true }))).toBeNull();
});

it('looking is for everybody', () => {
  expect([edits('play'), edits('single'), edits('merge'), edits('lock')]).toEqual([false, false, true, true]);
});
