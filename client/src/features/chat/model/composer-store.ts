import { create } from 'zustand';

interface Composer {
  text: string;
  setText: (text: string) => void;
}

/** What is being written to the room; kept when the panel closes, and filled by "ask the agent" buttons elsewhere. */
export const useComposer = create<Composer>()((set) => ({ text: '', setText: (text) => set({ text }) }));
