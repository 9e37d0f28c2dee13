import { PHONE, useMedia } from '../ui/use-media.ts';
import { type Panels, shownPanels, TWO_PANELS, useUi } from './ui-store.ts';

/** The panels to be seen in this window, also while it is being made wider or narrower. */
export function usePanels(): Panels {
  const { panels, layer } = useUi();
  const phone = useMedia(PHONE);
  const wide = useMedia(TWO_PANELS);
  return shownPanels({ panels, layer }, phone ? 'phone' : wide ? 'wide' : 'narrow');
}
