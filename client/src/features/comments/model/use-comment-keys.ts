import { can } from '@trashfire/shared/access/roles';
import { useEffect } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { useScript } from '../../../collab/script-store.ts';
import { type ChordEvent, chordOf } from '../../../ui/chord.ts';
import { isComposing } from '../../../ui/keys.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { trackerOf } from './anchor-tracker.ts';
import { useComments } from './comments-store.ts';
import { fits, inOrder, placesOf, stepThread } from './threads.ts';
import { useBeginThread, useGoToThread } from './use-comment-actions.ts';
import { useThreads } from './use-threads.ts';

export type CommentKey = 'begin' | 'next' | 'previous';

const KEYS: Readonly<Record<string, CommentKey>> = { 'Ctrl+Alt+M': 'begin', 'Ctrl+Alt+.': 'next', 'Ctrl+Alt+,': 'previous' };

/** What a key does with comments. What AltGr types with such a key is a letter and no command. */
export function commentKey(event: ChordEvent & Pick<KeyboardEvent, 'getModifierState'>): CommentKey | null {
  return event.getModifierState('AltGraph') ? null : (KEYS[chordOf(event)] ?? null);
}

/** The keys of comments, in every room and while one writes. */
export function useCommentKeys(): void {
  const { me, episodeDoc } = useStudio();
  const begin = useBeginThread();
  const go = useGoToThread();
  const threads = useThreads();
  const blocks = useScript(episodeDoc.doc);
  const model = useEpisodeModel();
  const togglePanel = useUi((ui) => ui.togglePanel);
  useEffect(() => {
    const step = (by: 1 | -1) => {
      // Looked for at the press: with every letter somebody types it would be for nothing.
      const places = placesOf(threads, trackerOf(episodeDoc.doc).search(), blocks, model);
      const open = inOrder(
        threads.filter((thread) => fits(thread, 'open', me.person.id)),
        places,
      );
      const ids = open.map(({ id }) => id);
      const next = open.find(({ id }) => id === stepThread(ids, useComments.getState().active, by));
      if (next === undefined) return;
      useComments.getState().set({ filter: 'open' });
      togglePanel('comments', true);
      go(next, places.get(next.id));
    };
    const onKey = (event: KeyboardEvent) => {
      const does = isComposing(event) ? null : commentKey(event);
      if (does === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (does !== 'begin') step(does === 'next' ? 1 : -1);
      else if (can(me.role, 'chat.write')) begin();
    };
    // Before the rooms see it: M alone, or a comma, means something there.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [me, episodeDoc, begin, go, threads, blocks, model, togglePanel]);
}
