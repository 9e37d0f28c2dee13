import { describe, expect, it } from 'vitest';
import { estimateAnimatic, priceOfShot, secondsOf } from './price.ts';

describe('price of the animatic engine', () => {
  it('[P7] prices of shots add up to the price of the whole, rounded up for each', () => {
    const shots = [1, 24, 72, 719].map((frames) => ({ frames }));
    const total = estimateAnimatic(shots, 'LOW');
    expect(total.price).toBe(shots.reduce((sum, { frames }) => sum + priceOfShot(frames, 'LOW'), 0n));
    expect(priceOfShot(1, 'LOW')).toBe(5n);
    expect(estimateAnimatic([], 'HIGH')).toEqual({ price: 0n, milliseconds: 0 });
    expect(estimateAnimatic(shots, 'HIGH').price).toBeGreaterThan(total.price);
  });

  it('takes half the time on two cores, and never divides by none', () => {
    const estimate = estimateAnimatic([{ frames: 240 }], 'LOW');
    expect(secondsOf(estimate, 2)).toBeCloseTo(secondsOf(estimate, 1) / 2);
    expect(secondsOf(estimate, 0)).toBe(secondsOf(estimate, 1));
  });
});
