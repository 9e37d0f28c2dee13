import { expect, it } from 'vitest';
import { GALLERY_ACTIONS, galleryAction, galleryKeyTexts } from './gallery-keys.ts';

const press = (key: string, own: Partial<KeyboardEvent> = {}) =>
  galleryAction({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...own });

it('has a key for what people do to cards', () => {
  expect([press('Enter'), press(' '), press('a', { ctrlKey: true }), press('a', { metaKey: true })]).toEqual([
    'open',
    'choose',
    'all',
    'all',
  ]);
  expect([press('f'), press('t'), press('c'), press('p'), press('/'), press('Delete'), press('Backspace')]).toEqual([
    'star',
    'tag',
    'compare',
    'pick',
    'search',
    'remove',
    'remove',
  ]);
});

it('leaves the browser its own, and does nothing again while a key is held', () => {
  expect([press('f', { ctrlKey: true }), press('t', { altKey: true }), press('x'), press('Delete', { repeat: true })]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it('every action has a key of its own that the sheet can show', () => {
  const texts = GALLERY_ACTIONS.map(galleryKeyTexts);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.every((text) => text !== '')).toBe(true);
});
