import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Reading } from './reader.ts';
import type { PortVoice } from './speech-port.ts';

export const SPEEDS = ['0.75', '1', '1.25', '1.5', '2'] as const;
export type Speed = (typeof SPEEDS)[number];

interface ReadingState {
  /** Null while nothing is read aloud. */
  reading: Reading | null;
  voices: readonly PortVoice[];
  speed: Speed;
  /** Id of the voice that reads what nobody says; empty: the browser's own choice. */
  narrator: string;
  /** Reading from the caret is asked for, and the script has not begun yet: it may still be on its way. */
  asked: boolean;
  set: (patch: Partial<Omit<ReadingState, 'set'>>) => void;
}

/** What is read aloud in this window, and how; the narrator and the speed are kept between visits. */
export const useReading = create<ReadingState>()(
  persist(
    (set) => ({
      reading: null,
      voices: [],
      speed: '1',
      narrator: '',
      asked: false,
      set: (patch) => set(patch),
    }),
    { name: 'trashfire.reading', partialize: ({ speed, narrator }) => ({ speed, narrator }) },
  ),
);
