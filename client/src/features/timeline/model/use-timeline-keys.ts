import { useEffect, useRef } from 'react';
import { chordOf } from '../../../ui/chord.ts';
import { isComposing, isTyping } from '../../../ui/keys.ts';
import type { TimelineActions } from './actions.ts';
import { actionFor, repeats } from './key-map.ts';
import { useKeyPreset } from './use-key-preset.ts';

/** Runs the actions by the keys of the preset that was chosen. */
export function useTimelineKeys(actions: TimelineActions): void {
  const preset = useKeyPreset();
  const newest = useRef(actions);
  newest.current = actions;
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    let byTab = false;
    let stopHeld = false;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab') byTab = true;
      if (isTyping(event) || isComposing(event) || event.defaultPrevented || ownsKeys(event, byTab)) return;
      const action = actionFor(preset, event, stopHeld);
      if (action === null) return;
      event.preventDefault();
      if (action === 'shuttleStop') stopHeld = true;
      if (!event.repeat || repeats(action)) newest.current[action]();
    };
    const release = () => {
      stopHeld = false;
    };
    window.addEventListener('keydown', onKey, { signal });
    window.addEventListener('keyup', (event) => chordOf(event).endsWith('K') && release(), { signal });
    window.addEventListener('blur', release, { signal });
    window.addEventListener('pointerdown', () => (byTab = false), { signal });
    return () => ended.abort();
  }, [preset]);
}

/** Menus use arrows and Space themselves. A button reached by Tab keeps Space; one that was clicked gives it back to the deck. */
function ownsKeys(event: KeyboardEvent, byTab: boolean): boolean {
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest('[role="menu"],[role="listbox"],[role="dialog"]') !== null) return true;
  return event.key === ' ' && byTab && event.target.matches('button:not([data-clip])');
}
