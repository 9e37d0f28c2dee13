import { expect, it } from 'vitest';
import { eighthsText } from './eighths.ts';

it('writes eighths of a page as schedules do, never shortened', () => {
  expect([0, 1, 4, 7, 8, 11, 16, 100].map(eighthsText)).toEqual(['0', '1/8', '4/8', '7/8', '1', '1 3/8', '2', '12 4/8']);
});
