import { useUi } from '../../../app/ui-store.ts';
import { KEY_PRESETS, type KeyPreset } from './key-map.ts';

/** The preset a person chose; ours where a browser remembers one that there is not. */
export function useKeyPreset(): KeyPreset {
  const chosen = useUi((ui) => ui.keyPreset);
  return KEY_PRESETS.find((preset) => preset === chosen) ?? 'trashfire';
}
