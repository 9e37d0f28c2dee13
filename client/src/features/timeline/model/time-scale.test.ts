import { describe, expect, it } from 'vitest';
import { clampZoom, fitZoom, MAX_ZOOM, rulerStep, zoomAround } from './time-scale.ts';

describe('zoom', () => {
  it('fits the whole cut', () => expect(fitZoom(2400, 1236)).toBeCloseTo(0.5, 5));
  it('keeps the frame under the pointer there', () => {
    const { zoom, scroll } = zoomAround(2, 300, 100, 1.5);
    expect((scroll + 100) / zoom).toBeCloseTo((300 + 100) / 2, 9);
  });
  it('stays in its bounds', () => expect(clampZoom(1e6)).toBe(MAX_ZOOM));
});

describe('ruler', () => {
  it('never lets labels touch', () => {
    for (const zoom of [0.05, 0.3, 1, 4, 24]) expect(rulerStep(zoom) * zoom).toBeGreaterThanOrEqual(86);
  });
});
