import { create } from 'zustand';
import { EVERYTHING, type GalleryQuery } from './query.ts';

export const GALLERY_TABS = ['characters', 'locations', 'props', 'music', 'takes', 'canon'] as const;
export type GalleryTab = (typeof GALLERY_TABS)[number];

interface GalleryUi {
  /** By tab; a tab that is not here shows everything. */
  queries: Partial<Record<GalleryTab, GalleryQuery>>;
  /** Ids of what is chosen together, in the order of the grid. */
  chosen: readonly string[];
  /** The card that has the focus, or had it last: a range begins here. */
  at: string | null;
  /** Whether tags are being typed for what is chosen. */
  tagging: boolean;
  ask: (tab: GalleryTab, patch: Partial<GalleryQuery>) => void;
  set: (patch: Partial<Pick<GalleryUi, 'chosen' | 'at' | 'tagging'>>) => void;
}

export const queryOf = ({ queries }: Pick<GalleryUi, 'queries'>, tab: GalleryTab): GalleryQuery =>
  queries[tab] ?? (tab === 'takes' ? NEWEST : EVERYTHING);
const NEWEST: GalleryQuery = { ...EVERYTHING, sort: 'newest' };

/** What this window looks for in the gallery and has chosen there; kept while other rooms are visited. */
export const useGalleryUi = create<GalleryUi>()((set) => ({
  queries: {},
  chosen: [],
  at: null,
  tagging: false,
  ask: (tab, patch) => set((ui) => ({ queries: { ...ui.queries, [tab]: { ...queryOf(ui, tab), ...patch } }, chosen: [] })),
  set: (patch) => set(patch),
}));
