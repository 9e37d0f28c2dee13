import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import { ArrowUp, AtSign, Hash, Slash, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { IconButton } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { isComposing } from '../../../ui/keys.ts';
import { usePeople } from '../../comments/model/use-threads.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { composerKey } from '../model/composer-keys.ts';
import { asksAgent, mentionsIn } from '../model/mentions.ts';
import { useAgentContext } from '../model/use-agent-context.ts';
import { useStopRun } from '../model/use-chat.ts';
import { type RichChoice, useCompletion } from '../model/use-completion.ts';
import { useKeptChat } from '../model/use-kept-chat.ts';
import { useLiveRun, useRuns } from '../model/use-runs.ts';
import { useSubmit } from '../model/use-submit.ts';
import { CompletionList } from './CompletionList.tsx';
import styles from './Composer.module.css';
import { RefChips } from './RefChips.tsx';

/** Enter sends, Shift+Enter breaks the line, Escape stops the agent in what one asked for oneself; `/`, `@` and `#` offer what fits. */
export function Composer() {
  const { t } = useLingui();
  const { episode, me } = useStudio();
  const [{ draft }, update] = useKeptChat();
  const [toAgent, setToAgent] = useState(true);
  const [caret, setCaret] = useState<number | null>(null);
  const stop = useStopRun(episode.id);
  const live = useLiveRun(episode.id);
  const runs = useRuns(episode.id);
  const agent = useAgentContext();
  const completion = useCompletion();
  const people = usePeople();
  const { submit, notice, hush } = useSubmit(agent, toAgent);
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const mayWrite = can(me.role, 'chat.write');
  const mayAsk = can(me.role, 'agent.run');
  const asks = mayAsk && asksAgent(draft, mentionsIn(draft, people), toAgent);
  const { choices, at } = completion;

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(160, element.scrollHeight)}px`;
    // The height follows the text, so the effect runs for each of its changes.
    void draft;
  }, [draft]);
  useLayoutEffect(() => {
    if (caret === null || area.current === null) return;
    area.current.focus();
    area.current.setSelectionRange(caret, caret);
    completion.look(area.current.value, caret);
    setCaret(null);
  }, [caret, completion]);

  const write = (text: string, at: number) => {
    update(() => ({ draft: text }));
    completion.look(text, at);
    hush();
  };
  const take = (choice: RichChoice) => {
    const { text, caret: next } = completion.take(draft, choice);
    if (choice.ref !== undefined) agent.pin(choice.ref);
    update(() => ({ draft: text }));
    setCaret(next);
  };
  const send = () => {
    completion.close();
    submit();
  };
  /** Writes a sign that opens its list, for whoever does not know it is there. */
  const begin = (sign: string) => {
    const text = sign === '/' ? sign : `${draft}${draft === '' || /\s$/.test(draft) ? '' : ' '}${sign}`;
    update(() => ({ draft: text }));
    setCaret(text.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event;
    const composing = isComposing(event);
    const choice = composing || shiftKey ? null : completion.key(key);
    const does = choice === null ? composerKey({ key, shiftKey, composing }, runs, me.person.id) : choice;
    if (does === null) return;
    event.preventDefault();
    if (does === 'taken') return;
    if (does === 'send') send();
    else if ('stop' in does) stop.mutate(does.stop);
    else take(does);
  };
  return (
    <div className={styles.composer}>
      <CompletionList id={listId} completion={completion} onTake={take} />
      {asks ? <RefChips agent={agent} /> : null}
      {notice === null ? null : (
        <p className={styles.notice} role="status">
          {notice}
        </p>
      )}
      <textarea
        ref={area}
        rows={1}
        aria-label={t`Message`}
        aria-autocomplete="list"
        aria-controls={choices.length > 0 ? listId : undefined}
        aria-activedescendant={choices.length > 0 ? `${listId}-${at}` : undefined}
        placeholder={asks ? t`Ask Ember, or tell the room` : t`Tell the room`}
        maxLength={8000}
        value={draft}
        disabled={!mayWrite}
        onChange={({ target }) => write(target.value, target.selectionStart)}
        onSelect={({ currentTarget }) => completion.look(currentTarget.value, currentTarget.selectionStart)}
        onBlur={completion.close}
        onKeyDown={onKeyDown}
      />
      <div className={styles.foot}>
        {mayAsk ? (
          <>
            <IconButton icon={Slash} label={t`Commands`} shortcut="/" side="top" onClick={() => begin('/')} />
            <span className={styles.call}>
              <IconButton icon={AtSign} label={t`Call somebody`} shortcut="@" side="top" onClick={() => begin('@')} />
            </span>
            <IconButton icon={Hash} label={t`Point at something`} shortcut="#" side="top" onClick={() => begin('#')} />
            <label className={styles.toAgent}>
              <input type="checkbox" checked={asks} onChange={(event) => setToAgent(event.target.checked)} />
              <Trans>Ember answers</Trans>
            </label>
          </>
        ) : null}
        {asks ? (
          <button
            type="button"
            className={styles.mode}
            aria-pressed={agent.mode === 'ask'}
            title={t`Ember answers and changes nothing`}
            onClick={() => agent.setMode(agent.mode === 'ask' ? 'edit' : 'ask')}
          >
            <Trans comment="A mode: the agent answers and edits nothing.">Only ask</Trans>
          </button>
        ) : null}
        <span className={styles.space} />
        {live === null ? null : (
          <button type="button" className={styles.stop} onClick={() => stop.mutate(live.id)} aria-label={t`Stop the agent`}>
            <Icon of={Square} size={12} />
            <span className={styles.stopWord}>
              <Trans>Stop</Trans>
            </span>
          </button>
        )}
        <button
          type="button"
          className={styles.send}
          aria-label={t`Send`}
          disabled={draft.trim() === '' || !mayWrite}
          onClick={send}
        >
          <Icon of={ArrowUp} size={14} />
        </button>
      </div>
    </div>
  );
}
