import { expect, it } from 'vitest';
import { framesOf } from './length.ts';

it('reads seconds and frames', () => {
  expect(framesOf('2.6')).toBe(62);
  expect(framesOf(' 2,5 s')).toBe(60);
  expect(framesOf('62f')).toBe(62);
});

it('refuses what is no length', () => {
  for (const text of ['', 'long', '0', '-2', '1:02']) expect(framesOf(text), text).toBeNull();
});
