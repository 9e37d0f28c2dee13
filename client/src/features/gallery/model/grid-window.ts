/** Of a grid of cards of one size, the rows that are in sight: the others are not in the page at all. */
export interface GridWindow {
  readonly columns: number;
  readonly rows: number;
  /** px: a card, and a row with the space below it. */
  readonly card: number;
  readonly row: number;
  /** Rows that are drawn, the last one not included. */
  readonly first: number;
  readonly end: number;
}

interface GridSize {
  readonly count: number;
  /** px: what there is for cards, the smallest card, the space between two, and what stands below a picture. */
  readonly width: number;
  readonly minCard: number;
  readonly gap: number;
  readonly words: number;
  /** px: how far it is scrolled, and how much of it is seen. */
  readonly scrollTop: number;
  readonly height: number;
}

/** Rows drawn beyond each edge, so that a card is there before it is scrolled to. */
const BEYOND = 2;
/** Height of a picture against its width. */
const PICTURE = 9 / 16;

export function gridWindow({ count, width, minCard, gap, words, scrollTop, height }: GridSize): GridWindow {
  const columns = Math.max(1, Math.floor((width + gap) / (minCard + gap)));
  const card = Math.max(0, (width - gap * (columns - 1)) / columns);
  const row = Math.ceil(card * PICTURE) + words + gap;
  const rows = Math.ceil(count / columns);
  const first = Math.max(0, Math.min(rows, Math.floor(scrollTop / row) - BEYOND));
  const end = Math.max(first, Math.min(rows, Math.ceil((scrollTop + height) / row) + BEYOND));
  return { columns, rows, card, row, first, end };
}

/** @returns where the focus goes from a card, staying in the grid; null for a key that moves nothing. */
export function stepTo(key: string, at: number, columns: number, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const to: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns < 0 ? at : at - columns,
    ArrowDown: at + columns > last ? at : at + columns,
    Home: 0,
    End: last,
    PageUp: at - columns * 3,
    PageDown: at + columns * 3,
  };
  const next = to[key];
  return next === undefined ? null : Math.max(0, Math.min(last, next));
}
