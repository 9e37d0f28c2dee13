import { tagKey } from '@trashfire/shared/document/commands/mark-items';
import type { GalleryItem } from './items.ts';

export const SORTS = ['name', 'newest', 'uses'] as const;
export type Sort = (typeof SORTS)[number];

/** What of a tab is shown, and in which order. */
export interface GalleryQuery {
  readonly text: string;
  readonly starred: boolean;
  readonly used: 'all' | 'used' | 'unused';
  readonly tag: string | null;
  readonly kind: string | null;
  /** Id of who made it. */
  readonly by: string | null;
  readonly sort: Sort;
}

export const EVERYTHING: GalleryQuery = { text: '', starred: false, used: 'all', tag: null, kind: null, by: null, sort: 'name' };

/** Every word of the search must be found in the name, the words, the tags or who made it. */
export function shownItems<T extends GalleryItem>(items: readonly T[], query: GalleryQuery): T[] {
  const words = fold(query.text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const tag = query.tag === null ? null : tagKey(query.tag);
  const kept = items.filter((item) => {
    return (
      (words.length === 0 || words.every((word) => hayOf(item).includes(word))) &&
      (!query.starred || item.starred) &&
      (query.used === 'all' || (query.used === 'used') === item.uses > 0) &&
      (tag === null || item.tags.some((own) => tagKey(own) === tag)) &&
      (query.kind === null || item.kind === query.kind) &&
      (query.by === null || item.by?.id === query.by)
    );
  });
  return kept.sort(ORDERS[query.sort]);
}

/** Made once: `localeCompare` makes one for every comparison, which for ten thousand cards takes seconds. */
const NAMES = new Intl.Collator(undefined, { numeric: true });
const byName = (a: GalleryItem, b: GalleryItem): number => NAMES.compare(a.name, b.name) || b.at - a.at || (a.id < b.id ? -1 : 1);
const ORDERS: Readonly<Record<Sort, (a: GalleryItem, b: GalleryItem) => number>> = {
  name: byName,
  newest: (a, b) => b.at - a.at || byName(a, b),
  uses: (a, b) => b.uses - a.uses || byName(a, b),
};

/** Whether a query leaves anything out. */
export function narrows({ sort: _, ...query }: GalleryQuery): boolean {
  return (Object.keys(query) as (keyof typeof query)[]).some((key) => query[key] !== EVERYTHING[key]);
}

/** What a card is found by; cards are made anew when anything of them changes. */
const hays = new WeakMap<GalleryItem, string>();
function hayOf(item: GalleryItem): string {
  const known = hays.get(item);
  if (known !== undefined) return known;
  const hay = fold([item.name, item.words, item.by?.name ?? '', ...item.tags].join(' '));
  hays.set(item, hay);
  return hay;
}

/** Without capitals and accents, so that `elo` finds Éloïse. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What the filters offer: only what some item has. */
export function choices(items: readonly GalleryItem[]) {
  const tags = new Map<string, string>();
  for (const tag of items.flatMap((item) => item.tags)) if (!tags.has(tagKey(tag))) tags.set(tagKey(tag), tag);
  const kinds = new Set(items.flatMap(({ kind }) => kind ?? []));
  const makers = new Map(items.flatMap(({ by }) => (by === null ? [] : [[by.id, by.name] as const])));
  return {
    tags: [...tags.values()].sort((a, b) => a.localeCompare(b)),
    kinds: [...kinds].sort(),
    makers: [...makers].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
  };
}
