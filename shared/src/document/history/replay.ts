import * as Y from 'yjs';
import { AppError } from '../../errors/app-error.ts';
import { keepFormatting } from '../keep-formatting.ts';
import { type Author, causes, type HistoryRow } from './author.ts';

/**
 * Plays rows of the log on a document that forgets nothing (no garbage collection) and tidies nothing up, one transaction a row,
 * and tells of each.
 * @param base the state before the first row, null for an empty document.
 * @param onRow called for a row's transaction, with the row's author.
 * @throws AppError conflict when a row builds on something that is not there.
 */
export function replay(
  base: Uint8Array | null,
  rows: readonly HistoryRow[],
  onRow: (transaction: Y.Transaction, author: Author, row: HistoryRow) => void,
  open: (doc: Y.Doc) => void = () => undefined,
): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  keepFormatting(doc);
  if (base !== null) Y.applyUpdate(doc, base);
  open(doc);
  const authors = causes(rows);
  let current: { row: HistoryRow; author: Author } | null = null;
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (current !== null) onRow(transaction, current.author, current.row);
  });
  for (const [i, row] of rows.entries()) {
    current = { row, author: authors[i] ?? row.author };
    Y.applyUpdate(doc, row.bytes);
  }
  current = null;
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new AppError('conflict', 'That stretch of the history is no longer whole, so it cannot be played again.');
  }
  return doc;
}
