import type { UndoManager } from 'yjs';

/**
 * Makes undo and redo of a document safe to call while others edit. Yjs throws in the middle of a step that would bring back
 * part of something that was brought back before and has been removed by somebody else since: what it looks for is tidied up
 * (`redoItem` follows `redone` to a GC struct, which has none). What the step did up to there stays, and the step is gone
 * from the stack; without this the key would do nothing and say nothing.
 * @param onLost called when a step could not be taken to its end.
 */
export function guardUndo(undo: UndoManager, onLost: () => void): void {
  for (const what of ['undo', 'redo'] as const) {
    const own = undo[what].bind(undo);
    undo[what] = () => {
      try {
        return own();
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        onLost();
        return null;
      }
    };
  }
}
