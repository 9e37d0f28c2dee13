import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import { firstAsks } from '@trashfire/shared/api/asks';
import type { ChatMessageView, RunView } from '@trashfire/shared/api/contract';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { askWords } from '../model/ask-words.ts';
import { usePostChat } from '../model/use-chat.ts';
import styles from './Chat.module.css';
import { RichText } from './RichText.tsx';
import { RunCard } from './RunCard.tsx';

interface LogProps {
  messages: readonly ChatMessageView[] | null;
  runs: readonly RunView[];
}

/** How near the end counts as reading the newest. */
const NEAR_PX = 80;

export function Log({ messages, runs }: LogProps) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const onScroll = () => {
      follow.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again for every new word, to keep the newest in view
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && follow.current) element.scrollTop = element.scrollHeight;
  }, [messages, runs]);
  const said = new Set(messages?.flatMap(({ author, runId }) => (author.agent && runId !== null ? [runId] : [])));
  const latest = runs.at(-1);
  return (
    <div ref={box} className={styles.log} role="log" aria-label={t`Messages`}>
      {messages === null ? <Skeleton height={40} /> : null}
      {messages?.length === 0 && runs.length === 0 ? <Welcome /> : null}
      {messages?.map((message) => (
        <Message key={message.id} message={message} run={runOf(message, runs, said)} last={latest?.id === message.runId} />
      ))}
    </div>
  );
}

/** A run stands under what the agent said in it; before it has said anything, under the question. */
function runOf(message: ChatMessageView, runs: readonly RunView[], said: ReadonlySet<string>): RunView | null {
  if (message.runId === null) return null;
  if (!message.author.agent && said.has(message.runId)) return null;
  return runs.find(({ id }) => id === message.runId) ?? null;
}

function Message({ message, run, last }: { message: ChatMessageView; run: RunView | null; last: boolean }) {
  const { author } = message;
  return (
    <>
      <article className={styles.message} aria-label={`${author.name}`}>
        {author.agent ? <Diamond /> : <Avatar name={author.name} color={author.color} />}
        <div className={styles.body}>
          <Head name={author.name} at={message.at} />
          <RichText text={message.text} />
          {run !== null && author.agent ? <RunCard run={run} last={last} /> : null}
        </div>
      </article>
      {run !== null && !author.agent ? (
        <article className={styles.message} aria-label="Ember">
          <Diamond />
          <div className={styles.body}>
            <Head name="Ember" at={run.startedAt} />
            {run.text === '' ? null : <RichText text={run.text} />}
            <RunCard run={run} last={last} />
          </div>
        </article>
      ) : null}
    </>
  );
}

function Head({ name, at }: { name: string; at: string | null }) {
  const { i18n } = useLingui();
  return (
    <header className={styles.head}>
      <b>{name}</b>
      {at === null ? null : (
        <time dateTime={at}>{new Date(at).toLocaleTimeString(i18n.locale, { hour: '2-digit', minute: '2-digit' })}</time>
      )}
    </header>
  );
}

function Welcome() {
  const { t } = useLingui();
  const { episode, me, seriesDoc } = useStudio();
  const canon = useRecords(seriesDoc.doc, 'canon');
  const ask = usePostChat(episode.id);
  return (
    <div className={styles.welcome}>
      <Diamond size={28} />
      <p>
        <Trans>
          Everybody in this episode reads this. Ember, the agent, answers too: ask for a breakdown of the script or for shots of a
          scene. Nothing is spent or deleted without your click.
        </Trans>
      </p>
      {can(me.role, 'agent.run') ? (
        <div className={styles.firsts}>
          {firstAsks(canon.length).map((text) => (
            <Button key={text} disabled={ask.isPending} onClick={() => ask.mutate({ text, ask: true })}>
              {t(askWords(text))}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
