import { create } from 'zustand';

interface Drag {
  readonly id: string;
  readonly over: string | null;
  readonly below: boolean;
}

interface OutlineUi {
  /** The card in the air, and over which half of which one. */
  drag: Drag | null;
  /** The card whose title is a field right now, or whose synopsis is to be written. */
  edits: { readonly id: string; readonly what: 'title' | 'synopsis' } | null;
  set: (patch: Partial<Pick<OutlineUi, 'drag' | 'edits'>>) => void;
}

/** What this window does on the outline. */
export const useOutlineUi = create<OutlineUi>()((set) => ({ drag: null, edits: null, set: (patch) => set(patch) }));
