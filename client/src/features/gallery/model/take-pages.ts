import type { EpisodeTakesView } from '@trashfire/shared/api/gallery-contract';

/** Pages of the takes, the newest first, as react-query holds them. */
export interface TakePages {
  pages: EpisodeTakesView[];
  pageParams: (string | null)[];
}

const keyOf = ({ hash, at }: EpisodeTakesView['takes'][number]): string => `${hash} ${at}`;

/**
 * Puts what was made since in front, and keeps the pages that were gone through: whoever looks at the two thousandth take is not
 * thrown back to the newest. Where so much was made that the newest page no longer reaches those known, the pages begin anew.
 */
export function withNewest({ pages, pageParams }: TakePages, newest: EpisodeTakesView): TakePages {
  const [first, ...rest] = pages;
  const known = new Set(first?.takes.map(keyOf));
  const fresh = newest.takes.filter((take) => !known.has(keyOf(take)));
  const reaches = fresh.length < newest.takes.length || newest.older === null;
  if (first === undefined || !reaches) return { pages: [newest], pageParams: pageParams.slice(0, 1) };
  return fresh.length === 0
    ? { pages, pageParams }
    : { pages: [{ ...first, takes: [...fresh, ...first.takes] }, ...rest], pageParams };
}
