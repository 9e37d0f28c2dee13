import { itemsOf } from '@trashfire/shared/document/outline';
import type { OutlineColumn } from './outline-order.ts';

/**
 * Where an arrow key goes: up and down within an act and on into the next, left and right to the card as far down in the act beside it.
 * @returns the card to focus, or null where there is nothing.
 */
export function nextCard(columns: readonly OutlineColumn[], current: string | null, key: string): string | null {
  const cards = columns.map(({ act, items }) => [...(act === null ? [] : [act]), ...itemsOf(items)].map(({ id }) => id));
  const all = cards.flat();
  const at = current === null ? -1 : all.indexOf(current);
  if (at === -1 || current === null) return all[0] ?? null;
  if (key === 'ArrowUp') return all[at - 1] ?? current;
  if (key === 'ArrowDown') return all[at + 1] ?? current;
  if (key === 'Home') return all[0] ?? current;
  if (key === 'End') return all.at(-1) ?? current;
  const column = cards.findIndex((ids) => ids.includes(current));
  const target = cards[column + (key === 'ArrowRight' ? 1 : -1)];
  const row = cards[column]?.indexOf(current) ?? 0;
  return target?.[Math.min(row, target.length - 1)] ?? current;
}
