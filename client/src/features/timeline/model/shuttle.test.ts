import { expect, it } from 'vitest';
import { nextEdge, shuttle } from './shuttle.ts';

it('doubles with every press and stops when turned around', () => {
  expect([0, 1, 2, 4, 8].map((speed) => shuttle(speed, 'l'))).toEqual([1, 2, 4, 8, 8]);
  expect(shuttle(0, 'j')).toBe(-1);
  expect(shuttle(-2, 'j')).toBe(-4);
  expect(shuttle(4, 'j')).toBe(0);
  expect(shuttle(8, 'k')).toBe(0);
});

it('finds the edit points around a frame', () => {
  const edges = [0, 48, 120];
  expect(nextEdge(edges, 48, 1)).toBe(120);
  expect(nextEdge(edges, 48, -1)).toBe(0);
  expect(nextEdge(edges, 120, 1)).toBe(120);
});
