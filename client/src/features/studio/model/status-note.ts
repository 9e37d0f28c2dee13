import { useEffect } from 'react';
import { create } from 'zustand';

interface StatusNote {
  note: string | null;
  setNote: (note: string | null) => void;
}

/** The room's own words in the status bar: page, frame, what the next key does. */
export const useStatusNote = create<StatusNote>()((set) => ({ note: null, setNote: (note) => set({ note }) }));

/** Shows a note for as long as the component is there. */
export function useNote(note: string | null): void {
  const setNote = useStatusNote((state) => state.setNote);
  useEffect(() => {
    setNote(note);
    return () => setNote(null);
  }, [note, setNote]);
}
