import type { PlanView } from '@trashfire/shared/api/contract';
import { expect, it } from 'vitest';
import { priceOf, secondsOf } from './use-render.ts';

const shot = (shotId: string, price: string, seconds: number): PlanView['shots'][number] => ({
  shotId,
  sceneId: '000000000009',
  number: '1A',
  revision: 'a'.repeat(64),
  frames: 24,
  state: 'needed',
  seconds,
  price,
});
const plan = { price: '60', shots: [shot('A', '10', 1), shot('B', '20', 2), shot('C', '30', 3)] };

it('sums price and time over the wanted shots only', () => {
  expect(priceOf(plan)).toBe('60');
  expect(priceOf(plan, ['A', 'C', 'gone'])).toBe('40');
  expect(secondsOf(plan, ['A', 'C'])).toBe(4);
});
