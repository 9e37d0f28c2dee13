import { createContext, useContext } from 'react';
import type { OutlineView } from './use-outline.ts';
import type { OutlineActions } from './use-outline-actions.ts';

interface Board extends OutlineView {
  readonly actions: OutlineActions;
}

const BoardContext = createContext<Board | null>(null);

/** Gives the cards the outline they are of, and what can be done to it. */
export const OutlineBoard = BoardContext.Provider;

export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (board === null) throw new Error('useBoard outside of the outline');
  return board;
}
