import { useEffect, useRef } from 'react';
import { useRoomCommands } from '../../palette/model/room-commands.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { ACTION_WORDS, EDIT_ACTIONS, type TimelineActions } from './actions.ts';
import { keyText } from './key-map.ts';
import { useKeyPreset } from './use-key-preset.ts';

/** Offers the edits of the timeline to the palette while the room is open, by the same names and keys as its menus. */
export function usePaletteEdits(actions: TimelineActions): void {
  const preset = useKeyPreset();
  const { writable } = useStudio();
  const newest = useRef(actions);
  newest.current = actions;
  useEffect(() => {
    const { set } = useRoomCommands.getState();
    if (!writable) return;
    set({
      commands: EDIT_ACTIONS.map((action) => ({
        label: ACTION_WORDS[action],
        hint: keyText(preset, action),
        run: () => newest.current[action](),
      })),
    });
    return () => set({ commands: [] });
  }, [preset, writable]);
}
