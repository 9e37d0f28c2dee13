import { expect, it } from 'vitest';
import { type ChordEvent, chordOf, chordText } from './chord.ts';

const press = (key: string, code: string, held: Partial<ChordEvent> = {}): ChordEvent => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

it('names a key with what is held, Cmd as Ctrl', () => {
  expect(chordOf(press('b', 'KeyB', { ctrlKey: true }))).toBe('Ctrl+B');
  expect(chordOf(press('b', 'KeyB', { metaKey: true }))).toBe('Ctrl+B');
  expect(chordOf(press('ArrowLeft', 'ArrowLeft', { altKey: true, shiftKey: true }))).toBe('Alt+Shift+ArrowLeft');
  expect(chordOf(press(' ', 'Space'))).toBe('Space');
});

it('reads through what Shift, Alt, another alphabet and another board make of a key', () => {
  expect(chordOf(press('<', 'Comma', { shiftKey: true }))).toBe('Shift+,');
  // A German board, a Mac with Option, a Russian and a kana layout, Dvorak.
  expect(chordOf(press(';', 'Comma', { shiftKey: true }))).toBe('Shift+,');
  expect(chordOf(press('≈', 'KeyX', { altKey: true }))).toBe('Alt+X');
  expect(chordOf(press('ы', 'KeyS'))).toBe('S');
  expect(chordOf(press('も', 'KeyM'))).toBe('M');
  expect(chordOf(press('s', 'Semicolon'))).toBe('S');
  expect(chordOf(press('<', 'KeyW', { shiftKey: true }))).toBe('Shift+,');
});

it('is printed as on a keyboard', () => {
  expect(chordText('Ctrl+B')).toBe('Ctrl B');
  expect(chordText('Alt+ArrowLeft')).toBe('Alt ←');
  expect(chordText('\\')).toBe('\\');
});
