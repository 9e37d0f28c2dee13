import { expect, it } from 'vitest';
import { placeInMargin } from './margin-layout.ts';

const wish = (id: string, top: number, bottom = top + 20) => ({ id, top, bottom });

it('stands beside the lines where there is room and under the one above where there is not', () => {
  const places = placeInMargin([wish('A', 0), wish('B', 10), wish('C', 300)], 56);
  expect(places.map(({ at }) => at)).toEqual([0, 56, 300]);
});

it('draws a bracket as long as the lines, but never into the next thumbnail', () => {
  const places = placeInMargin([wish('A', 0, 200), wish('B', 100), wish('C', 400, 600)], 56);
  expect(places.map(({ bracket }) => bracket)).toEqual([92, 48, 200]);
});

it('pushes on as far as it must', () => {
  expect(placeInMargin([wish('A', 0), wish('B', 0), wish('C', 0)], 50).map(({ at }) => at)).toEqual([0, 50, 100]);
});
