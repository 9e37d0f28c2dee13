import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { GALLERY_TABS, type GalleryTab, useGalleryUi } from './gallery-ui.ts';

/** Where in the gallery a window is, as its address has it: `?tab=takes&item=…&with=…`. */
export interface GalleryPlace {
  readonly tab: GalleryTab;
  readonly item: string | null;
  /** The other take of a comparison. */
  readonly other: string | null;
}

/** @returns the place of an address; what it does not know is the first tab. */
export function placeOf(params: Pick<URLSearchParams, 'get'>): GalleryPlace {
  const tab = GALLERY_TABS.find((one) => one === params.get('tab')) ?? 'characters';
  return { tab, item: params.get('item'), other: params.get('with') };
}

/** @returns where the window is, and a way to go elsewhere that the browser's Back undoes. */
export function useGalleryPlace(): GalleryPlace & { go: (to: Partial<GalleryPlace>) => void } {
  const [params, setParams] = useSearchParams();
  const place = placeOf(params);
  const { tab: now } = place;
  const go = useCallback(
    ({ tab = now, item = null, other = null }: Partial<GalleryPlace>) => {
      if (tab !== now) useGalleryUi.getState().set({ chosen: [], at: null, tagging: false });
      setParams({ tab, ...(item === null ? {} : { item }), ...(other === null ? {} : { with: other }) });
    },
    [now, setParams],
  );
  return { ...place, go };
}

/** Width of a card, the same setting that the board has. */
export const useCardWidth = (): number => useUi((ui) => ui.frameWidth);
