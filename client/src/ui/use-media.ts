import { useCallback, useSyncExternalStore } from 'react';

/** Where the layout changes its shape rather than its sizes; the same width as in the style sheets. */
export const PHONE = '(max-width: 768px)';

/** Whoever is here points with a finger. */
export const COARSE = '(pointer: coarse)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
