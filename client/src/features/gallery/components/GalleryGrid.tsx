import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { GalleryItem } from '../model/items.ts';
import type { GalleryQuery } from '../model/query.ts';
import type { GalleryActions } from '../model/use-gallery-actions.ts';
import { useGalleryKeys } from '../model/use-gallery-keys.ts';
import { useGridWindow } from '../model/use-grid-window.ts';
import styles from './Gallery.module.css';
import { GalleryCard } from './GalleryCard.tsx';

interface GalleryGridProps<T extends GalleryItem> {
  items: readonly T[];
  /** What is asked for: another question is answered from the top. */
  query: GalleryQuery;
  actions: GalleryActions;
  onOpen: (item: T) => void;
  /** Left out where nothing can be deleted. */
  onRemove?: (ids: readonly string[]) => void;
  onCompare?: (one: T, other: T) => void;
  onPick?: (item: T) => void;
  /** Called when the last cards come into sight; null where there are no more. */
  onEnd?: (() => void) | null;
  metaOf: (item: T) => ReactNode;
}

/** Cards of one size, of which only those in sight are in the page: thousands scroll like ten. */
export function GalleryGrid<T extends GalleryItem>(props: GalleryGridProps<T>) {
  const { items, query, actions, onOpen, onEnd, metaOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each question, whatever it is
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [query]);
  const grid = useGridWindow(scroller, items.length);
  const { columns, rows, card, row, first, end } = grid;
  const { focusAt, choose, at } = useGalleryKeys({ ...props, scroller, columns, row });
  const from = first * columns;
  const atEnd = end === rows;
  useEffect(() => {
    if (atEnd) onEnd?.();
  }, [atEnd, onEnd]);
  return (
    <div ref={scroller} className={styles.scroll} data-testid="gallery-grid">
      <ul className={styles.grid} style={{ height: rows * row }}>
        {items.slice(from, end * columns).map((item, i) => {
          const index = from + i;
          const [x, y] = [(index % columns) * (card + grid.gap), Math.floor(index / columns) * row];
          return (
            <li
              key={item.id}
              className={styles.cell}
              style={{ width: card, height: row - grid.gap, transform: `translate(${x}px, ${y}px)` }}
              aria-setsize={items.length}
              aria-posinset={index + 1}
            >
              <GalleryCard
                item={item}
                meta={metaOf(item)}
                inTabOrder={index === at}
                onOpen={() => onOpen(item)}
                onStar={() => actions.star([item])}
                onChoose={choose}
                onFocus={() => focusAt(item.id)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
