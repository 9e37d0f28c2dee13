import type { EpisodeTakesView } from '@trashfire/shared/api/gallery-contract';
import { expect, it } from 'vitest';
import { withNewest } from './take-pages.ts';

const take = (n: number) => ({ hash: String(n), at: String(n) }) as EpisodeTakesView['takes'][number];
const page = (older: string | null, ...numbers: number[]): EpisodeTakesView => ({ takes: numbers.map(take), older });
const held = { pages: [page('4', 5, 4), page('2', 3, 2)], pageParams: [null, '4'] };
const shown = (newest: EpisodeTakesView) =>
  withNewest(held, newest).pages.map(({ takes }) => takes.map(({ hash }) => hash).join(''));

it('what was made since stands in front, and pages that were gone through stay', () => {
  expect(shown(page('6', 7, 6, 5))).toEqual(['7654', '32']);
  expect(withNewest(held, page('6', 7, 6, 5)).pages[0]?.older).toBe('4');
  expect(withNewest(held, page('4', 5, 4))).toEqual(held);
});

it('begins anew where takes between would be missing, and does not where there are no older ones', () => {
  expect(shown(page('7', 8, 7))).toEqual(['87']);
  expect(withNewest(held, page('7', 8, 7)).pageParams).toEqual([null]);
  expect(withNewest({ pages: [page(null)], pageParams: [null] }, page(null, 1)).pages).toEqual([page(null, 1)]);
});
