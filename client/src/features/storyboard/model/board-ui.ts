import { create } from 'zustand';
import type { Place } from './board-order.ts';

/** Cards that a finger carries: where the finger is, in px of the window, and where they would go. */
interface Carried {
  /** The one that is under the finger. */
  readonly id: string;
  /** All of them, in the order of the board. */
  readonly ids: readonly string[];
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
  /** A touch adds a shot to those that are chosen, or takes it out, as a click with Ctrl does. */
  several: boolean;
  /** What a finger carries. */
  carried: Carried | null;
  set: (patch: Partial<Pick<BoardUi, 'view' | 'locking' | 'several' | 'carried'>>) => void;
}

/** How this window shows the board. */
export const useBoardUi = create<BoardUi>()((set) => ({
  view: 'grid',
  locking: [],
  several: false,
  carried: null,
  set: (patch) => set(patch),
}));
