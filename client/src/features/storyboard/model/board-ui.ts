import { create } from 'zustand';
import type { Place } from './board-order.ts';

/** A card that a finger carries: where the finger is, in px of the window, and where the card would go. */
interface Carried {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** null where letting go changes nothing. */
  readonly place: Place | null;
}

interface BoardUi {
  /** All shots, or one with its fields beside it. */
  view: 'grid' | 'single';
  /** Shots that are being locked: the dialog asks why. */
  locking: readonly string[];
  /** The card that a finger carries. */
  carried: Carried | null;
  set: (patch: Partial<Pick<BoardUi, 'view' | 'locking' | 'carried'>>) => void;
}

/** How this window shows the board. */
export const useBoardUi = create<BoardUi>()((set) => ({
  view: 'grid',
  locking: [],
  carried: null,
  set: (patch) => set(patch),
}));
