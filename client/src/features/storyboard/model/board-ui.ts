import { create } from 'zustand';

interface BoardUi {
  /** All shots, or one with its fields beside it. */
  view: 'grid' | 'single';
  /** Shots that are being locked: the dialog asks why. */
  locking: readonly string[];
  /** Where a card that is dragged would go: in front of this one, or to the end of a scene. */
  target: string | null;
  set: (patch: Partial<Pick<BoardUi, 'view' | 'locking' | 'target'>>) => void;
}

/** How this window shows the board. */
export const useBoardUi = create<BoardUi>()((set) => ({
  view: 'grid',
  locking: [],
  target: null,
  set: (patch) => set(patch),
}));
