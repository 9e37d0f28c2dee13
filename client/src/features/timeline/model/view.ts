import type { Track } from '@trashfire/shared/document/schema';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Drag } from './drag.ts';
import { NO_RANGE, type PlayRange } from './range.ts';
import { type Row, rowHeight } from './rows.ts';

interface TimelineView {
  /** Whether edges catch. */
  snapping: boolean;
  /** Whether playing goes round between in and out. */
  loop: boolean;
  /** Heights people chose, in px. */
  heights: Readonly<Partial<Record<Row, number>>>;
  collapsed: readonly Row[];
  set: (patch: Partial<Pick<TimelineView, 'snapping' | 'loop'>>) => void;
  setHeight: (row: Row, height: number) => void;
  toggleRow: (row: Row) => void;
}

/** How a person likes their timeline; kept between visits. */
export const useTimelineView = create<TimelineView>()(
  persist(
    (set) => ({
      snapping: true,
      loop: true,
      heights: {},
      collapsed: [],
      set: (patch) => set(patch),
      setHeight: (row, height) => set((view) => ({ heights: { ...view.heights, [row]: rowHeight(height) } })),
      toggleRow: (row) =>
        set(({ collapsed }) => ({
          collapsed: collapsed.includes(row) ? collapsed.filter((one) => one !== row) : [...collapsed, row],
        })),
    }),
    { name: 'trashfire.timeline' },
  ),
);

interface WindowView {
  /** The episode all this is of; another begins without. */
  episodeId: string | null;
  range: PlayRange;
  /** Sound tracks that alone are heard in this window. */
  solo: readonly Track['kind'][];
  setRange: (range: PlayRange) => void;
  toggleSolo: (kind: Track['kind']) => void;
  enter: (episodeId: string) => void;
}

/** What this window has marked and listens to; kept while the window is, a reload included. */
export const useWindowView = create<WindowView>()(
  persist(
    (set) => ({
      episodeId: null,
      range: NO_RANGE,
      solo: [],
      setRange: (range) => set({ range }),
      toggleSolo: (kind) =>
        set(({ solo }) => ({ solo: solo.includes(kind) ? solo.filter((one) => one !== kind) : [...solo, kind] })),
      enter: (episodeId) => set((view) => (view.episodeId === episodeId ? {} : { episodeId, range: NO_RANGE, solo: [] })),
    }),
    {
      name: 'trashfire.timeline.window',
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ episodeId, range, solo }) => ({ episodeId, range, solo }),
    },
  ),
);

interface LiveView {
  drag: Drag | null;
  /** The frame that a dragged edge is caught at. */
  guide: number | null;
  /** The marker whose name and colour are being edited. */
  editing: string | null;
  /** Counts jumps of the playhead, so that what plays by itself knows to go there too. */
  jumps: number;
  set: (patch: Partial<Pick<LiveView, 'drag' | 'guide' | 'editing'>>) => void;
  jumped: () => void;
}

/** What happens right now under this hand; kept nowhere. */
export const useLiveView = create<LiveView>()((set) => ({
  drag: null,
  guide: null,
  editing: null,
  jumps: 0,
  set: (patch) => set(patch),
  jumped: () => set(({ jumps }) => ({ jumps: jumps + 1 })),
}));
