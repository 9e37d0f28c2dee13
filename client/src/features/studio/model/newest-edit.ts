import type { UndoManager } from 'yjs';

/**
 * Undoing the newest edit for as long as it is the newest; afterwards a click would take back something else.
 * @param undo its newest entry is the edit. @param onGone called once, when another edit came or this one was undone.
 */
export function newestEdit(undo: UndoManager, onGone: () => void): { undo(): void } {
  const edit = undo.undoStack.at(-1);
  const onChange = () => {
    if (undo.undoStack.at(-1) === edit) return;
    undo.off('stack-item-added', onChange);
    undo.off('stack-item-popped', onChange);
    undo.off('stack-cleared', onChange);
    onGone();
  };
  undo.on('stack-item-added', onChange);
  undo.on('stack-item-popped', onChange);
  undo.on('stack-cleared', onChange);
  return {
    undo() {
      if (edit !== undefined && undo.undoStack.at(-1) === edit) undo.undo();
    },
  };
}
