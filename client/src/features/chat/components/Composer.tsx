import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import { ArrowUp, Link2, Square, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { composerKey } from '../model/composer-keys.ts';
import { useComposer } from '../model/composer-store.ts';
import { usePostChat, useStopRun } from '../model/use-chat.ts';
import { useLiveRun, useRuns } from '../model/use-runs.ts';
import styles from './Chat.module.css';

/** Enter sends, Shift+Enter breaks the line, Escape stops the agent in what one asked for oneself. */
export function Composer() {
  const { t } = useLingui();
  const { episode, me } = useStudio();
  const { text, setText } = useComposer();
  const [toAgent, setToAgent] = useState(true);
  const post = usePostChat(episode.id);
  const stop = useStopRun(episode.id);
  const live = useLiveRun(episode.id);
  const runs = useRuns(episode.id);
  const shot = useSelectedShot();
  const select = useSelection((state) => state.select);
  const area = useRef<HTMLTextAreaElement>(null);
  const mayWrite = can(me.role, 'chat.write');

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(160, element.scrollHeight)}px`;
    // The height follows the text, so the effect runs for each of its changes.
    void text;
  }, [text]);

  const send = () => {
    const words = text.trim();
    if (words === '' || post.isPending) return;
    const about = shot !== null && toAgent ? t`${words} (shot ${shot})` : words;
    post.mutate({ text: about, ask: toAgent }, { onSuccess: () => setText('') });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey, nativeEvent } = event;
    const does = composerKey({ key, shiftKey, composing: nativeEvent.isComposing }, runs, me.person.id);
    if (does === null) return;
    event.preventDefault();
    if (does === 'send') send();
    else stop.mutate(does.stop);
  };
  return (
    <div className={styles.composer}>
      {shot === null || !toAgent ? null : (
        <span className={styles.context}>
          <Icon of={Link2} size={12} />
          <Trans>Shot {shot}</Trans>
          <button type="button" aria-label={t`Leave shot ${shot} out`} onClick={() => select(null)}>
            <Icon of={X} size={12} />
          </button>
        </span>
      )}
      <textarea
        ref={area}
        rows={1}
        aria-label={t`Message`}
        placeholder={toAgent ? t`Ask Ember, or tell the room` : t`Tell the room`}
        value={text}
        disabled={!mayWrite}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.composerFoot}>
        <label className={styles.toAgent}>
          <input type="checkbox" checked={toAgent} onChange={(event) => setToAgent(event.target.checked)} />
          <Trans>Ember answers</Trans>
        </label>
        {live === null ? null : (
          <button type="button" className={styles.stop} onClick={() => stop.mutate(live.id)} aria-label={t`Stop the agent`}>
            <Icon of={Square} size={12} />
            <Trans>Stop</Trans>
          </button>
        )}
        <button
          type="button"
          className={styles.send}
          aria-label={t`Send`}
          disabled={text.trim() === '' || post.isPending || !mayWrite}
          onClick={send}
        >
          <Icon of={ArrowUp} size={14} />
        </button>
      </div>
    </div>
  );
}

function useSelectedShot(): string | null {
  const model = useEpisodeModel();
  const shotId = useSelection((state) => state.shotId);
  return shotId === null ? null : (model.shots.get(shotId)?.number ?? null);
}
