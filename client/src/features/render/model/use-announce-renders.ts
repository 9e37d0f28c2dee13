import { t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { serverWords } from '../../../i18n/server-words.ts';
import { isTextField } from '../../../ui/keys.ts';
import { say, sayError } from '../../../ui/toast.ts';
import { useRoom } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useLatestRender } from './use-render.ts';

/** Tells how a request ended. Who asked and is not in the middle of writing is taken to the picture; others get a button. */
export function useAnnounceRenders(): void {
  const { episode, me } = useStudio();
  const render = useLatestRender();
  const room = useRoom();
  const navigate = useNavigate();
  const before = useRef<{ id: string; state: string } | null>(null);
  useEffect(() => {
    if (render === null) return;
    const { id, state, askedById, reason } = render;
    const ended = before.current?.id === id && before.current.state === 'open' && state !== 'open';
    before.current = { id, state };
    if (!ended) return;
    const watch = () => void navigate(`/episodes/${episode.id}/timeline?play=${useSelection.getState().watchFrom}`);
    if (state === 'failed')
      sayError(
        reason !== null ? serverWords(reason) : t`Some shots could not be rendered. Open the queue to see which and try again.`,
      );
    if (state === 'cancelled') say(t`Rendering stopped. What is done is kept.`);
    if (state !== 'done') {
      useSelection.getState().set({ watchFrom: 0 });
      return;
    }
    // On the board and in the gallery people render shot by shot and go on where they are.
    const stays = room === 'storyboard' || room === 'gallery';
    if (askedById === me.person.id && !isTextField(document.activeElement) && !stays) watch();
    else say(t`The episode is ready.`, { action: { label: t`Watch`, onClick: watch } });
  }, [render, room, navigate, episode.id, me.person.id]);
}
