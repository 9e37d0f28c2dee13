import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import { MessageSquarePlus } from 'lucide-react';
import { errorWords } from '../../../i18n/server-words.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useComments } from '../model/comments-store.ts';
import { FILTERS, fits, inOrder, type ThreadFilter } from '../model/threads.ts';
import { useBeginThread } from '../model/use-comment-actions.ts';
import { useThreadPlaces } from '../model/use-thread-places.ts';
import { useThreadList } from '../model/use-threads.ts';
import styles from './Comments.module.css';
import { NewThread } from './NewThread.tsx';
import { ThreadCard } from './ThreadCard.tsx';

const FILTER_LABEL: Record<ThreadFilter, MessageDescriptor> = {
  open: msg({ message: 'Open', comment: 'Threads of comments that are not resolved' }),
  resolved: msg({ message: 'Resolved', comment: 'Threads of comments' }),
  mine: msg({ message: 'Mine', comment: 'Threads of comments that I wrote in' }),
  mentions: msg({ message: 'Mentions', comment: 'Threads of comments that mention me' }),
};

/** What people say about places of the episode, in the order of the script. */
export function CommentsPanel({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const begin = useBeginThread();
  const filter = useComments((state) => state.filter);
  const set = useComments((state) => state.set);
  return (
    <div className={styles.docked}>
      <Panel
        title={t`Comments`}
        label={t`Comments`}
        onClose={onClose}
        actions={
          can(me.role, 'chat.write') ? (
            <IconButton icon={MessageSquarePlus} label={t`New comment`} shortcut="Ctrl Alt M" onClick={() => begin()} />
          ) : null
        }
      >
        <div className={styles.filters} role="toolbar" aria-label={t`Which comments`}>
          {FILTERS.map((name) => (
            <Chip key={name} selected={filter === name} onClick={() => set({ filter: name })}>
              {t(FILTER_LABEL[name])}
            </Chip>
          ))}
        </div>
        <NewThread />
        <ThreadsShown filter={filter} />
      </Panel>
    </div>
  );
}

function ThreadsShown({ filter }: { filter: ThreadFilter }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const list = useThreadList();
  const places = useThreadPlaces();
  if (list.data === undefined) {
    if (list.error === null) return <Loading />;
    return (
      <div className={styles.none} role="alert">
        <p>{errorWords(list.error)}</p>
        <Button size="sm" onClick={() => void list.refetch()}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    );
  }
  const { threads, seen } = list.data;
  const shown = inOrder(
    threads.filter((thread) => fits(thread, filter, me.person.id)),
    places,
  );
  if (shown.length === 0) return <NoThreads filter={filter} any={threads.length > 0} />;
  return (
    <ol className={styles.threads} aria-label={t`Threads`}>
      {shown.map((thread) => (
        <ThreadCard key={thread.id} thread={thread} seen={seen[thread.id]} place={places.get(thread.id)} />
      ))}
    </ol>
  );
}

function Loading() {
  return (
    <div className={styles.none} aria-busy="true">
      <Skeleton height={64} />
      <Skeleton height={64} />
    </div>
  );
}

function NoThreads({ filter, any }: { filter: ThreadFilter; any: boolean }) {
  const { me } = useStudio();
  return (
    <div className={styles.none}>
      {filter === 'mentions' ? (
        <p>
          <Trans>Nobody asks for you by name in an open thread.</Trans>
        </p>
      ) : filter === 'mine' ? (
        <p>
          <Trans>You have written in no open thread.</Trans>
        </p>
      ) : filter === 'resolved' ? (
        <p>
          <Trans>Nothing is resolved yet. A thread that is settled goes here, and can be opened again.</Trans>
        </p>
      ) : (
        <p>{any ? <Trans>Everything is resolved.</Trans> : <Trans>Nobody has commented on this episode yet.</Trans>}</p>
      )}
      {filter === 'open' && can(me.role, 'chat.write') ? (
        <p>
          <Trans>Select words of the script, or a shot, and press Ctrl Alt M. With @ you call somebody by name.</Trans>
        </p>
      ) : null}
    </div>
  );
}
