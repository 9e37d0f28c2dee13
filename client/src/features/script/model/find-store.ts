import { create } from 'zustand';
import type { FindQuery } from '../../../editor/find-text.ts';

export type FindMode = 'find' | 'replace';

interface FindBarState {
  /** Null while the bar is closed. */
  mode: FindMode | null;
  query: FindQuery;
  replacement: string;
  /** Rises each time the bar is asked for, so that one that is open takes the focus again. */
  asked: number;
  /** @param selected what is selected in the script: what one looks for then. */
  open: (mode: FindMode, selected?: string) => void;
  close: () => void;
  look: (query: Partial<FindQuery>) => void;
  setReplacement: (replacement: string) => void;
}

/** What is looked for in the script, kept while the bar is closed. */
export const useFind = create<FindBarState>()((set) => ({
  mode: null,
  query: { text: '', matchCase: false, wholeWord: false },
  replacement: '',
  asked: 0,
  open: (mode, selected = '') =>
    set(({ query, asked }) => ({
      mode,
      asked: asked + 1,
      // Of a selection over more than a line nobody wants to find the other places.
      query: selected === '' || /\n/.test(selected) ? query : { ...query, text: selected },
    })),
  close: () => set({ mode: null }),
  look: (query) => set((state) => ({ query: { ...state.query, ...query } })),
  setReplacement: (replacement) => set({ replacement }),
}));
