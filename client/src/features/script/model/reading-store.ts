import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Loading } from './film-voices.ts';
import type { Reading } from './reader.ts';
import type { Heard } from './script-voice.ts';
import type { PortVoice } from './speech-port.ts';

export const SPEEDS = ['0.75', '1', '1.25', '1.5', '2'] as const;
export type Speed = (typeof SPEEDS)[number];

interface ReadingState {
  /** Null while nothing is read aloud. */
  reading: Reading | null;
  /** The browser's. */
  voices: readonly PortVoice[];
  /** Whose voices are asked for. */
  source: Heard;
  /** Whose voice is heard now. */
  heard: Heard;
  /** The film's voices were asked for in this reading and cannot be had. */
  missing: boolean;
  /** How much of the film's voices is here; null while none of it is on its way. */
  loading: Loading | null;
  speed: Speed;
  /** Id of the browser's voice that reads what nobody says; empty: the film's narrator, or the browser's own choice. */
  narrator: string;
  /** Reading from the caret is asked for, and the script has not begun yet: it may still be on its way. */
  asked: boolean;
  set: (patch: Partial<Omit<ReadingState, 'set'>>) => void;
}

/** What is read aloud in this window, and how; the narrator, the speed and whose voices are kept between visits. */
export const useReading = create<ReadingState>()(
  persist(
    (set) => ({
      reading: null,
      voices: [],
      source: 'film',
      heard: 'film',
      missing: false,
      loading: null,
      speed: '1',
      narrator: '',
      asked: false,
      set: (patch) => set(patch),
    }),
    { name: 'trashfire.reading', partialize: ({ speed, narrator, source }) => ({ speed, narrator, source }) },
  ),
);
