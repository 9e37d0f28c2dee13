import type { UndoManager } from 'yjs';

/** It cannot be done right now: the step stays where it is. */
export const LATER = 'later';
/** Does a step again the other way. @returns the way back from there; null where it can no longer be done. */
export type Way = () => Way | typeof LATER | null;
type StackItem = UndoManager['undoStack'][number];

const ways = new WeakMap<StackItem, Way>();

/** Says how the newest step of an undo stack is taken back: by a command of its own and not by undoing its edits. */
export function takenBackBy(undo: UndoManager, back: Way): void {
  const item = undo.undoStack.at(-1);
  if (item !== undefined) ways.set(item, back);
}

/**
 * Undoing the edits of a move would take out the blocks that were written anew, with what others have written in them since. So
 * a move is taken back by moving again; it stays one step, and so does doing it again.
 * @param onLost called when a step can no longer be taken back.
 */
export function takeBackByCommand(undo: UndoManager, onLost: () => void): void {
  const wrap = (what: 'undo' | 'redo') => {
    const own = undo[what].bind(undo);
    const [from, to, flag] =
      what === 'undo' ? (['undoStack', 'redoStack', 'undoing'] as const) : (['redoStack', 'undoStack', 'redoing'] as const);
    undo[what] = () => {
      const item = undo[from].at(-1);
      const way = item === undefined ? undefined : ways.get(item);
      if (item === undefined || way === undefined) return own();
      undo[from].pop();
      const before = undo[to].length;
      // As Yjs does it itself: what is edited meanwhile goes to the other stack and leaves both as they are.
      undo[flag] = true;
      try {
        const back = way();
        if (back === LATER) {
          undo[from].push(item);
          return null;
        }
        const done = undo[to].at(-1);
        if (back !== null && done !== undefined && undo[to].length > before) ways.set(done, back);
        else onLost();
      } finally {
        undo[flag] = false;
      }
      return item;
    };
  };
  wrap('undo');
  wrap('redo');
}
