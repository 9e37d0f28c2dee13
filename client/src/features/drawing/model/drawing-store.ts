import { create } from 'zustand';

interface DrawingUi {
  /** The shot that a picture is being drawn for; null while none is. */
  shotId: string | null;
  open: (shotId: string | null) => void;
}

/** Whether the paper lies on the table, and for which shot. */
export const useDrawingUi = create<DrawingUi>()((set) => ({ shotId: null, open: (shotId) => set({ shotId }) }));
