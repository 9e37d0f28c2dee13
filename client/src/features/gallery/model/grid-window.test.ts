import { describe, expect, it } from 'vitest';
import { gridWindow, stepTo } from './grid-window.ts';

const size = { count: 10_000, width: 1000, minCard: 200, gap: 10, words: 40, scrollTop: 0, height: 800 };

describe('the rows of a grid that are in sight', () => {
  it('are some dozens of ten thousand cards, wherever it is scrolled', () => {
    const { rows, row } = gridWindow(size);
    for (const scrollTop of [0, 12_345, rows * row - 800, rows * row + 5000]) {
      const { columns, first, end } = gridWindow({ ...size, scrollTop });
      expect((end - first) * columns).toBeLessThan(60);
      expect([first >= 0, end <= rows, first <= end]).toEqual([true, true, true]);
    }
  });

  it('cover what is seen from edge to edge', () => {
    for (let scrollTop = 0; scrollTop < 4000; scrollTop += 97) {
      const { first, end, row } = gridWindow({ ...size, scrollTop });
      expect(first * row).toBeLessThanOrEqual(scrollTop);
      expect(end * row).toBeGreaterThanOrEqual(scrollTop + size.height);
    }
  });

  it('fill the width with as many cards as fit, one where not even one does', () => {
    const { columns, card } = gridWindow(size);
    expect([columns, columns * card + (columns - 1) * size.gap]).toEqual([4, 1000]);
    expect(gridWindow({ ...size, width: 90 })).toMatchObject({ columns: 1, card: 90 });
    expect(gridWindow({ ...size, count: 0 })).toMatchObject({ rows: 0, first: 0, end: 0 });
  });
});

it('the focus goes by keys and stays in the grid', () => {
  const from = (key: string, at: number) => stepTo(key, at, 4, 10);
  expect([from('ArrowRight', 3), from('ArrowLeft', 0), from('ArrowDown', 1), from('ArrowDown', 7), from('ArrowUp', 2)]).toEqual([
    4, 0, 5, 7, 2,
  ]);
  expect([from('Home', 7), from('End', 0), from('PageDown', 1), from('a', 1), stepTo('End', 0, 4, 0)]).toEqual([
    0,
    9,
    9,
    null,
    null,
  ]);
});
