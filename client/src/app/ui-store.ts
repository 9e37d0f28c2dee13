import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { KeyPreset } from '../features/timeline/model/key-map.ts';
import { PHONE } from '../ui/use-media.ts';

export type DockPanel = 'chat' | 'comments' | 'inspector';
export type Panels = Readonly<Record<DockPanel, boolean>>;

/**
 * How much room the window has for panels: 'wide' for two beside the canvas, 'narrow' for one; on a 'phone' a panel covers the
 * room, so there it is a layer of its own and what is docked stays away until the window is wide again.
 */
export type PanelRoom = 'wide' | 'narrow' | 'phone';
export const TWO_PANELS = '(min-width: 1440px)';

interface UiState {
  /** Open panels of the right dock; what a window shows of them is {@link shownPanels}. */
  panels: Panels;
  /** The panel over the room on a phone. */
  layer: DockPanel | null;
  /** Everything but the canvas is hidden. */
  bare: boolean;
  captions: boolean;
  /** Whether other people's carets and names are shown. */
  peers: boolean;
  /** Smallest width of a board frame in px: density against frame size. */
  frameWidth: number;
  /** Whose keys the timeline obeys. */
  keyPreset: KeyPreset;
  tourDone: boolean;
  palette: boolean;
  shortcuts: boolean;
  /** The sheet with what is to be rendered and its price. */
  generate: boolean;
  togglePanel: (panel: DockPanel, open?: boolean) => void;
  toggleBare: () => void;
  set: (
    patch: Partial<
      Pick<
        UiState,
        'captions' | 'peers' | 'frameWidth' | 'keyPreset' | 'tourDone' | 'palette' | 'shortcuts' | 'generate' | 'bare'
      >
    >,
  ) => void;
}

type PanelState = Pick<UiState, 'panels' | 'layer'>;

/** Which panel stays where there is not room for all: the first of these that is open. */
const FIRST: readonly DockPanel[] = ['chat', 'comments', 'inspector'];
const AT_ONCE: Readonly<Record<PanelRoom, number>> = { wide: 2, narrow: 1, phone: 1 };

function onlyThese(open: readonly DockPanel[]): Panels {
  return { chat: open.includes('chat'), comments: open.includes('comments'), inspector: open.includes('inspector') };
}

/** The panels that can be seen in a window with that much room. */
export function shownPanels({ panels, layer }: PanelState, room: PanelRoom): Panels {
  if (room === 'phone') return onlyThese(layer === null ? [] : [layer]);
  return onlyThese(FIRST.filter((panel) => panels[panel]).slice(0, AT_ONCE[room]));
}

/** Opens, closes or turns over one panel; where there is no room for it beside the others, the last of those closes. */
export function nextPanels(state: PanelState, panel: DockPanel, room: PanelRoom, open?: boolean): PanelState {
  const shown = shownPanels(state, room);
  const opens = open ?? !shown[panel];
  if (room === 'phone') return { ...state, layer: opens ? panel : state.layer === panel ? null : state.layer };
  const others = FIRST.filter((other) => other !== panel && shown[other]);
  return { ...state, panels: onlyThese(opens ? [panel, ...others.slice(0, AT_ONCE[room] - 1)] : others) };
}

/** How much room this window has now. */
export function panelRoom(): PanelRoom {
  if (window.matchMedia(PHONE).matches) return 'phone';
  return window.matchMedia(TWO_PANELS).matches ? 'wide' : 'narrow';
}

/** What this window shows and hides. Kept between visits except for what is open over the page. */
export const useUi = create<UiState>()(
  persist(
    (set) => ({
      panels: { chat: false, comments: false, inspector: false },
      layer: null,
      bare: false,
      captions: true,
      peers: true,
      frameWidth: 270,
      keyPreset: 'trashfire',
      tourDone: false,
      palette: false,
      shortcuts: false,
      generate: false,
      togglePanel: (panel, open) => set((state) => nextPanels(state, panel, panelRoom(), open)),
      toggleBare: () => set((state) => ({ bare: !state.bare })),
      set: (patch) => set(patch),
    }),
    {
      name: 'trashfire.ui',
      partialize: ({ panels, captions, peers, frameWidth, keyPreset, tourDone }) => ({
        panels,
        captions,
        peers,
        frameWidth,
        keyPreset,
        tourDone,
      }),
    },
  ),
);
