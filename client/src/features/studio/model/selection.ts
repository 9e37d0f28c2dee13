import { create } from 'zustand';

interface Selection {
  shotId: string | null;
  /** Shots chosen together on the board, in its order; fewer than two when one is chosen alone. */
  picked: readonly string[];
  sceneId: string | null;
  /** A gap of the cut, by its clip's id; no shot is chosen then. */
  gapId: string | null;
  /** Blocks of the script that are selected as text. */
  lines: readonly string[];
  /** Playhead, in frames at the edit rate. */
  frame: number;
  /** Frames per frame of time: 1 plays, 0 stands, negative runs back. */
  speed: number;
  /** Frame that Watch starts from after the newest update. */
  watchFrom: number;
  /** Shot whose segment is being played over the page. */
  preview: string | null;
  /** Whose view this window follows, by person id. */
  following: string | null;
  /** The block of the script at the top of this window, while the script is open. */
  blockId: string | null;
  /** Nobody is to follow this window. */
  alone: boolean;
  select: (shotId: string | null, sceneId?: string | null) => void;
  selectGap: (clipId: string) => void;
  /** Chooses several shots; `shotId` is the one the keys go on from. */
  pick: (picked: readonly string[], shotId: string) => void;
  set: (
    patch: Partial<
      Pick<
        Selection,
        'sceneId' | 'picked' | 'lines' | 'frame' | 'speed' | 'watchFrom' | 'preview' | 'following' | 'blockId' | 'alone'
      >
    >,
  ) => void;
}

/** What this window looks at: shared by the rooms, shown to others, and told to the agent with a question. */
export const useSelection = create<Selection>()((set) => ({
  shotId: null,
  picked: [],
  sceneId: null,
  gapId: null,
  lines: [],
  frame: 0,
  speed: 0,
  watchFrom: 0,
  preview: null,
  following: null,
  blockId: null,
  alone: false,
  select: (shotId, sceneId) => set({ shotId, picked: [], gapId: null, ...(sceneId === undefined ? {} : { sceneId }) }),
  selectGap: (gapId) => set({ gapId, shotId: null, picked: [] }),
  pick: (picked, shotId) => set({ picked, shotId, gapId: null }),
  set: (patch) => set(patch),
}));
