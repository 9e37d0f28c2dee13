import type { PlanView } from '@trashfire/shared/api/contract';
import { describe, expect, it } from 'vitest';
import { priceOf, secondsOf, updateScope } from './use-render.ts';

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

describe('updateScope', () => {
  const at = (shotId: string, sceneId: string, state: PlanView['shots'][number]['state']) => ({
    ...shot(shotId, '1', 1),
    sceneId,
    state,
  });

  it('takes the whole episode when nothing else is missing', () => {
    expect(updateScope({ shots: [at('A', 's', 'cached'), at('B', 's', 'needed')] }, ['B'])).toEqual({});
  });
  it('takes the scene when only other scenes miss something', () => {
    const shots = [at('A', 's', 'cached'), at('B', 's', 'needed'), at('C', 't', 'needed')];
    expect(updateScope({ shots }, ['B'])).toEqual({ sceneId: 's' });
  });
  it('takes the shots alone when the scene itself was never finished', () => {
    const shots = [at('A', 's', 'needed'), at('B', 's', 'needed')];
    expect(updateScope({ shots }, ['B'])).toEqual({ shotIds: ['B'] });
  });
});
