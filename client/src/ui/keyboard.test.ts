import { expect, it } from 'vitest';
import { keyboardOf } from './keyboard.ts';

const phone = { inner: 844, visual: 844, offsetTop: 0, scale: 1 };

it('a keyboard over the page covers its lower part, less what the page was moved up', () => {
  expect(keyboardOf(phone, 844)).toEqual({ covers: 0, open: false });
  expect(keyboardOf({ ...phone, visual: 508 }, 844)).toEqual({ covers: 336, open: true });
  expect(keyboardOf({ ...phone, visual: 508, offsetTop: 336 }, 844)).toEqual({ covers: 0, open: true });
});

it('a keyboard that makes the page lower covers nothing of it', () => {
  expect(keyboardOf({ ...phone, inner: 508, visual: 508 }, 844)).toEqual({ covers: 0, open: true });
});

it('toolbars that come, and zooming in, are no keyboard', () => {
  expect(keyboardOf({ ...phone, inner: 760, visual: 760 }, 844)).toEqual({ covers: 0, open: false });
  expect(keyboardOf({ ...phone, visual: 422, scale: 2 }, 844)).toEqual({ covers: 0, open: false });
});
