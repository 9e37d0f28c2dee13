import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { PHONE } from '../ui/use-media.ts';

export type DockPanel = 'chat' | 'inspector';

/** Below this width two panels would leave too little of the canvas, so they share one place. */
export const TWO_PANELS_PX = 1440;

interface UiState {
  /** Open panels of the right dock. */
  panels: Record<DockPanel, boolean>;
  /** Everything but the canvas is hidden. */
  bare: boolean;
  captions: boolean;
  /** Whether other people's carets and names are shown. */
  peers: boolean;
  /** Smallest width of a board frame in px: density against frame size. */
  frameWidth: number;
  tourDone: boolean;
  palette: boolean;
  shortcuts: boolean;
  togglePanel: (panel: DockPanel, open?: boolean) => void;
  toggleBare: () => void;
  set: (
    patch: Partial<Pick<UiState, 'captions' | 'peers' | 'frameWidth' | 'tourDone' | 'palette' | 'shortcuts' | 'bare'>>,
  ) => void;
}

/** The next open panels; where there is no room for two, opening one closes the other. */
export function nextPanels(panels: UiState['panels'], panel: DockPanel, open: boolean, roomForTwo: boolean): UiState['panels'] {
  if (!open || roomForTwo) return { ...panels, [panel]: open };
  return { chat: panel === 'chat', inspector: panel === 'inspector' };
}

/** What this window shows and hides. Kept between visits except for what is open over the page. */
export const useUi = create<UiState>()(
  persist(
    (set) => ({
      panels: { chat: false, inspector: false },
      bare: false,
      captions: true,
      peers: true,
      frameWidth: 270,
      tourDone: false,
      palette: false,
      shortcuts: false,
      togglePanel: (panel, open) =>
        set((state) => ({
          panels: nextPanels(state.panels, panel, open ?? !state.panels[panel], window.innerWidth >= TWO_PANELS_PX),
        })),
      toggleBare: () => set((state) => ({ bare: !state.bare })),
      set: (patch) => set(patch),
    }),
    {
      name: 'trashfire.ui',
      // On a phone a panel covers the room: one left open on a wide screen must not hide what the tab says is there.
      merge: (kept, current) => {
        const merged = { ...current, ...(kept as Partial<UiState>) };
        return window.matchMedia(PHONE).matches ? { ...merged, panels: current.panels } : merged;
      },
      partialize: ({ panels, captions, peers, frameWidth, tourDone }) => ({ panels, captions, peers, frameWidth, tourDone }),
    },
  ),
);
