import { moveClip } from '@trashfire/shared/document/commands/move-clip';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { clipAtFrame } from '@trashfire/shared/document/timeline';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { useEffect, useRef } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { isMod, isTyping } from '../../../ui/keys.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { SHORTEST } from './drag.ts';
import { nextEdge, shuttle } from './shuttle.ts';

/** Moves through the cut: frames by arrows, edit points, ends. @returns the frame to go to, or null for another key. */
function travel(event: KeyboardEvent, frame: number, edges: readonly number[], frames: number): number | null {
  const step = event.shiftKey ? EDIT_RATE : 1;
  switch (event.key) {
    case 'ArrowLeft':
      return frame - step;
    case 'ArrowRight':
      return frame + step;
    case 'ArrowUp':
      return nextEdge(edges, frame, -1);
    case 'ArrowDown':
      return nextEdge(edges, frame, 1);
    case 'Home':
      return 0;
    case 'End':
      return frames;
    default:
      return null;
  }
}

/** The keys every editor knows. */
export function useTimelineKeys(model: EpisodeModel, frames: number, seekTo: (frame: number) => void): void {
  const run = useCommand();
  const { writable } = useStudio();
  const go = useRef(seekTo);
  go.current = seekTo;
  useEffect(() => {
    const { clips } = model.timeline;
    const edges = [...clips.map(({ start }) => start), model.timeline.frames];
    const edit = (event: KeyboardEvent): boolean => {
      const { shotId, frame } = useSelection.getState();
      const clip = clips.find((candidate) => candidate.shotId === shotId) ?? clipAtFrame(model.timeline, Math.round(frame));
      if (clip === null || !writable) return false;
      const at = clips.indexOf(clip);
      const by = event.shiftKey ? 10 : 1;
      if (event.code === 'Comma') run(setClipDuration, { id: clip.id, duration: Math.max(SHORTEST, clip.duration - by) });
      else if (event.code === 'Period') run(setClipDuration, { id: clip.id, duration: clip.duration + by });
      else if (event.altKey && event.key === 'ArrowLeft' && at > 0)
        run(moveClip, { id: clip.id, before: clips[at - 1]?.id ?? null });
      else if (event.altKey && event.key === 'ArrowRight' && at < clips.length - 1) {
        run(moveClip, { id: clip.id, before: clips[at + 2]?.id ?? null });
      } else return false;
      return true;
    };
    const play = (event: KeyboardEvent): boolean => {
      const key = event.key.toLowerCase();
      const { speed, frame, set } = useSelection.getState();
      if (key === ' ') {
        if (speed === 0 && frame >= frames - 1) go.current(0);
        set({ speed: speed === 0 ? 1 : 0 });
      } else if (key === 'j' || key === 'k' || key === 'l') set({ speed: shuttle(speed, key) });
      else if (key === 'c') useUi.getState().set({ captions: !useUi.getState().captions });
      else return false;
      return true;
    };
    let byTab = false;
    const onPointer = () => {
      byTab = false;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab') byTab = true;
      if (isTyping(event) || isMod(event) || event.defaultPrevented || ownsKeys(event, byTab)) return;
      if (edit(event) || (!event.altKey && play(event))) {
        event.preventDefault();
        return;
      }
      const to = event.altKey ? null : travel(event, Math.round(useSelection.getState().frame), edges, frames);
      if (to === null) return;
      event.preventDefault();
      useSelection.getState().set({ speed: 0 });
      go.current(to);
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('pointerdown', onPointer);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('pointerdown', onPointer);
    };
  }, [model, frames, run, writable]);
}

/** Menus use arrows and Space themselves. A button reached by Tab keeps Space; one that was clicked gives it back to the deck. */
function ownsKeys(event: KeyboardEvent, byTab: boolean): boolean {
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest('[role="menu"],[role="listbox"],[role="dialog"]') !== null) return true;
  return event.key === ' ' && byTab && event.target.matches('button:not([data-clip])');
}
