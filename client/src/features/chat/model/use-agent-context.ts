import { type AskContext, type AskMode, type AskRef, MOST_REFS } from '@trashfire/shared/api/ask-context';
import { useMemo, useState } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { useRoom } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { type BibleEntry, type RefChip, refChips, refKey, screenRefs } from './ask-refs.ts';
import { useKeptChat } from './use-kept-chat.ts';

export interface AgentContext {
  readonly chips: readonly RefChip[];
  readonly mode: AskMode;
  /** What goes with an ask: the chips that are there. */
  readonly context: AskContext;
  /** Whether the chips say what it is about, beyond the scene that is on the screen. */
  readonly pointing: boolean;
  setMode(mode: AskMode): void;
  pin(ref: AskRef): void;
  /** Takes a chip away; what is on the screen comes back when something else is chosen. */
  remove(ref: AskRef): void;
}

/** What the agent will see with the next ask: pinned by hand, or chosen in this window. */
export function useAgentContext(): AgentContext {
  const [{ mode, pinned }, update] = useKeptChat();
  const model = useEpisodeModel();
  const bible = useBibleEntries();
  const room = useRoom();
  const { shotId, picked, sceneId, lines } = useSelection();
  const screen = useMemo(
    () => screenRefs({ room, shotId, picked, sceneId, lines }, model),
    [room, shotId, picked, sceneId, lines, model],
  );
  const shown = screen.map(refKey).join(' ');
  const [left, setLeft] = useState<{ of: string; keys: ReadonlySet<string> }>({ of: '', keys: new Set() });
  const leftNow = left.of === shown ? left.keys : NONE;
  const chips = useMemo(() => refChips({ pinned, screen, left: leftNow }, model, bible), [pinned, screen, leftNow, model, bible]);
  const refs = chips.map(({ gone: _, ...ref }) => ref);
  return {
    chips,
    mode,
    context: { mode, refs },
    pointing: chips.some(({ kind, pinned: byHand }) => byHand || kind !== 'scene'),
    setMode: (next) => update(() => ({ mode: next })),
    pin: (ref) =>
      update(({ pinned: before }) => ({
        pinned: [...before.filter((one) => refKey(one) !== refKey(ref)), { ...ref, pinned: true }].slice(-MOST_REFS),
      })),
    remove: (ref) => {
      if (ref.pinned) update(({ pinned: before }) => ({ pinned: before.filter((one) => refKey(one) !== refKey(ref)) }));
      setLeft({ of: shown, keys: new Set([...leftNow, refKey(ref)]) });
    },
  };
}
const NONE: ReadonlySet<string> = new Set();

/** Characters and places of the bible. */
export function useBibleEntries(): readonly BibleEntry[] {
  const { seriesDoc } = useStudio();
  const characters = useRecords(seriesDoc.doc, 'characters');
  const locations = useRecords(seriesDoc.doc, 'locations');
  return useMemo(
    () => [
      ...characters.map(({ id, name }) => ({ kind: 'character' as const, id, name })),
      ...locations.map(({ id, name }) => ({ kind: 'place' as const, id, name })),
    ],
    [characters, locations],
  );
}
