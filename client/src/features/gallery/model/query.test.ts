import { describe, expect, it } from 'vitest';
import type { GalleryItem } from './items.ts';
import { choices, EVERYTHING, narrows, shownItems } from './query.ts';

const item = (name: string, own: Partial<GalleryItem> = {}): GalleryItem => ({
  id: name,
  name,
  words: '',
  kind: null,
  picture: null,
  tags: [],
  starred: false,
  uses: 0,
  by: null,
  at: 0,
  ...own,
});
const ADA = { id: 'p1', name: 'Ada' };
const ITEMS = [
  item('Éloïse', { words: 'Keeps the lamp', tags: ['Night'], starred: true, uses: 2, by: ADA, at: 3 }),
  item('Dock 10', { kind: 'harbour', uses: 5, at: 1 }),
  item('Dock 9', { kind: 'harbour', tags: ['night', 'sea'], at: 2 }),
];
const names = (own: Partial<typeof EVERYTHING>) => shownItems(ITEMS, { ...EVERYTHING, ...own }).map(({ name }) => name);

describe('what of a gallery is shown', () => {
  it('is found by all words, in name, words, tags and maker, without accents and capitals', () => {
    expect(names({ text: 'eloise LAMP' })).toEqual(['Éloïse']);
    expect(names({ text: 'ada' })).toEqual(['Éloïse']);
    expect(names({ text: 'night' })).toEqual(['Dock 9', 'Éloïse']);
    expect(names({ text: 'eloise dock' })).toEqual([]);
    expect(names({ text: '  ' })).toHaveLength(3);
  });

  it('is filtered by star, use, tag, kind and maker, all at once', () => {
    expect(names({ starred: true })).toEqual(['Éloïse']);
    expect(names({ used: 'unused' })).toEqual(['Dock 9']);
    expect(names({ used: 'used' })).toEqual(['Dock 10', 'Éloïse']);
    expect(names({ tag: 'NIGHT' })).toEqual(['Dock 9', 'Éloïse']);
    expect(names({ kind: 'harbour', used: 'used' })).toEqual(['Dock 10']);
    expect(names({ by: 'p1' })).toEqual(['Éloïse']);
  });

  it('is sorted by name as people count, by age and by use', () => {
    expect(names({})).toEqual(['Dock 9', 'Dock 10', 'Éloïse']);
    expect(names({ sort: 'newest' })).toEqual(['Éloïse', 'Dock 9', 'Dock 10']);
    expect(names({ sort: 'uses' })).toEqual(['Dock 10', 'Éloïse', 'Dock 9']);
  });
});

it('filters offer only what some item has, a tag once however it is written', () => {
  expect(choices(ITEMS)).toEqual({ tags: ['Night', 'sea'], kinds: ['harbour'], makers: [ADA] });
});

it('an order leaves nothing out, a word or a filter does', () => {
  expect(narrows({ ...EVERYTHING, sort: 'newest' })).toBe(false);
  for (const own of [{ text: 'x' }, { starred: true }, { used: 'used' }, { tag: 'night' }] as const)
    expect(narrows({ ...EVERYTHING, ...own })).toBe(true);
});
