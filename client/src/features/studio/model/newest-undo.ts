import type { UndoManager } from 'yjs';

/** Counts up over all documents of this window, so that two edits of two documents have an order. */
let edits = 0;
const AT = 'at';

/** Remembers of each edit when it was made against those of other documents. */
export function countEdits(undo: UndoManager): void {
  undo.on('stack-item-added', ({ stackItem }: { stackItem: UndoManager['undoStack'][number] }) => {
    edits += 1;
    stackItem.meta.set(AT, edits);
  });
}

/** Of several documents that one room edits, the one whose newest edit is the newest. */
export function newestOf(undos: readonly UndoManager[], stack: 'undoStack' | 'redoStack'): UndoManager | null {
  const atOf = (undo: UndoManager): number => Number(undo[stack].at(-1)?.meta.get(AT) ?? 0);
  const [newest] = undos.filter((undo) => undo[stack].length > 0).toSorted((a, b) => atOf(b) - atOf(a));
  return newest ?? null;
}
