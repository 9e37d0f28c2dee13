import { expect, it } from 'vitest';
import { renderPercent } from './use-render-percent.ts';

it('adds the measured share of what is under way and never passes all', () => {
  expect(renderPercent({ done: 2, total: 4 }, { A: 50 })).toBe(62.5);
  expect(renderPercent({ done: 4, total: 4 }, { cut: 50 })).toBe(100);
  expect(renderPercent({ done: 0, total: 0 }, {})).toBe(0);
});
