import { expect, it } from 'vitest';
import { outlineAction, outlineKeyText, outlineKeyTexts } from './outline-keys.ts';

const press = (key: string, patch: Partial<Parameters<typeof outlineAction>[0]> = {}) =>
  outlineAction({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...patch });

it('has a key for every way a card is dragged', () => {
  const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map((key) => press(key, { altKey: true }));
  expect(arrows).toEqual(['up', 'down', 'actBefore', 'actAfter']);
  expect(press('ArrowUp')).toBeNull();
});

it('names, describes, adds and removes by single keys; held they do not go on, moving does', () => {
  expect(['F2', 's', 'n', 'Delete', 'Backspace'].map((key) => press(key))).toEqual([
    'rename',
    'synopsis',
    'add',
    'remove',
    'remove',
  ]);
  expect(['n', 'Delete'].map((key) => press(key, { repeat: true }))).toEqual([null, null]);
  expect(press('ArrowDown', { altKey: true, repeat: true })).toBe('down');
  expect(press('n', { ctrlKey: true })).toBeNull();
});

it('prints them as they stand on a keyboard', () => {
  expect([outlineKeyText('up'), outlineKeyTexts('remove')]).toEqual(['Alt ↑', 'Del, Backspace']);
});
