import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { RunView } from '@trashfire/shared/api/contract';
import { ArrowDown } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react';
import { errorWords } from '../../../i18n/server-words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { runUnder, unreadOf } from '../model/chat-pages.ts';
import type { useChat } from '../model/use-chat.ts';
import { useKeptChat } from '../model/use-kept-chat.ts';
import { useLogScroll } from '../model/use-log-scroll.ts';
import { useReadMark } from '../model/use-read-mark.ts';
import styles from './Chat.module.css';
import { Message } from './Message.tsx';
import { Pending } from './Pending.tsx';
import { Welcome } from './Welcome.tsx';

/** The conversation: what was said, what is on its way, and what the agent does about it. */
export function Log({ messages, runs, query }: ReturnType<typeof useChat>) {
  const { t } = useLingui();
  const { me } = useStudio();
  const [{ outgoing, readAt }] = useKeptChat();
  const more = query.hasNextPage && !query.isFetchingNextPage;
  const older = () => {
    if (more) void query.fetchNextPage();
  };
  const known = new Set(messages?.map(({ id }) => id));
  useArrived(known);
  const pending = outgoing.filter(({ id }) => !known.has(id));
  const content = `${messages?.length} ${pending.map(({ failed }) => failed?.length ?? 0).join()} ${runs.map(({ text, steps }) => text.length + steps.length).join()}`;
  const { box, atEnd, toEnd } = useLogScroll({ first: messages?.[0]?.id ?? null, content, onNearStart: older });
  useOwnShown(outgoing.length, toEnd);
  const newFrom = useReadMark(messages, atEnd);
  const unread = unreadOf(messages ?? [], readAt, me.person.id).count;
  const said = new Set(messages?.flatMap(({ author, runId }) => (author.agent && runId !== null ? [runId] : [])));
  const byId = new Map(runs.map((run) => [run.id, run]));
  const empty = messages?.length === 0 && runs.length === 0 && pending.length === 0;
  return (
    <div className={styles.logFrame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1) */}
      <div ref={box} className={styles.log} role="log" aria-label={t`Messages`} tabIndex={0}>
        {query.hasNextPage ? (
          <Button size="sm" variant="quiet" disabled={!more} onClick={older}>
            {more ? <Trans>Earlier messages</Trans> : <Trans>Loading earlier messages</Trans>}
          </Button>
        ) : null}
        {messages === null && query.error === null ? <Skeleton height={40} /> : null}
        {query.error === null ? null : <Trouble text={errorWords(query.error)} again={() => void query.refetch()} />}
        {empty ? <Welcome /> : null}
        {messages?.map((message) => (
          <Fragment key={message.id}>
            {message.id === newFrom ? (
              <p className={styles.newLine}>
                <Trans comment="Messages that were not read yet.">New</Trans>
              </p>
            ) : null}
            <Message
              message={message}
              run={runUnder(message, byId, said)}
              asked={askedBy(message.runId, byId)}
              last={isLast(runs, message.runId)}
            />
          </Fragment>
        ))}
        {pending.map((one) => (
          <Pending key={one.id} one={one} />
        ))}
      </div>
      {atEnd ? null : (
        <Button size="sm" icon={ArrowDown} className={styles.latest} onClick={toEnd}>
          {unread > 0 ? t`${plural(unread, { one: '# new message', other: '# new messages' })}` : t`Jump to the latest`}
        </Button>
      )}
    </div>
  );
}

/** Whoever sends something reads on from there. */
function useOwnShown(count: number, toEnd: () => void): void {
  const before = useRef(count);
  useLayoutEffect(() => {
    if (count > before.current) toEnd();
    before.current = count;
  }, [count, toEnd]);
}

/** Forgets what was sent and is in the room, though its answer was lost on the way. */
function useArrived(known: ReadonlySet<string>): void {
  const [{ outgoing }, update] = useKeptChat();
  const arrived = outgoing.some(({ id }) => known.has(id));
  useEffect(() => {
    if (arrived) update((kept) => ({ outgoing: kept.outgoing.filter(({ id }) => !known.has(id)) }));
  }, [arrived, known, update]);
}

function askedBy(runId: string | null, runs: ReadonlyMap<string, RunView>): RunView['askedBy'] | null {
  return runId === null ? null : (runs.get(runId)?.askedBy ?? null);
}

function isLast(runs: readonly RunView[], runId: string | null): boolean {
  return runId !== null && runs.at(-1)?.id === runId;
}

function Trouble({ text, again }: { text: string; again: () => void }) {
  return (
    <div className={styles.trouble} role="alert">
      <p>{text}</p>
      <Button size="sm" onClick={again}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}
