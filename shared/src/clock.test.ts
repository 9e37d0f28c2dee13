import { expect, it } from 'vitest';
import { clock } from './clock.ts';

it.each([
  [0, '0:00'],
  [41.4, '0:41'],
  [59.5, '1:00'],
  [94, '1:34'],
  [119.7, '2:00'],
  [3599.9, '1:00:00'],
  [3730, '1:02:10'],
  [-3, '0:00'],
])('%d s is %s', (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});
