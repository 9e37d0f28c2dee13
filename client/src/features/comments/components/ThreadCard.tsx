import { t as now } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import type { ThreadView } from '@trashfire/shared/api/comments-contract';
import { Check, RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { say } from '../../../ui/toast.ts';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useComments } from '../model/comments-store.ts';
import { isUnread, type ThreadPlace } from '../model/threads.ts';
import { useGoToThread } from '../model/use-comment-actions.ts';
import { useMarkSeen, useThreadActions } from '../model/use-threads.ts';
import { About } from './About.tsx';
import { CommentComposer } from './CommentComposer.tsx';
import { CommentItem } from './CommentItem.tsx';
import styles from './Comments.module.css';

interface ThreadCardProps {
  thread: ThreadView;
  /** How many of its comments this person has read. */
  seen: number | undefined;
  place: ThreadPlace | undefined;
}

/** A thread: what it is about and its first words; all of it where one is at it. */
export function ThreadCard({ thread, seen, place }: ThreadCardProps) {
  const { t } = useLingui();
  const { me } = useStudio();
  const open = useComments((state) => state.active === thread.id);
  const asked = useComments((state) => (state.active === thread.id ? state.asked : 0));
  const go = useGoToThread();
  const phone = useMedia(PHONE);
  const togglePanel = useUi((ui) => ui.togglePanel);
  const card = useRef<HTMLLIElement>(null);
  useMarkSeen(thread, seen, open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, it comes into sight again
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: 'nearest' });
  }, [open, asked]);
  const unread = isUnread(thread, seen, me.person.id);
  const [first, ...replies] = thread.comments;
  const shown = open ? thread.comments : first === undefined ? [] : [first];
  const toPlace = () => {
    go(thread, place);
    // There the panel lies over what is to be seen.
    if (phone && open) togglePanel('comments', false);
  };
  return (
    <li ref={card} className={cx(styles.thread, open && styles.current)} data-testid="thread" data-thread={thread.id}>
      <button type="button" className={styles.aboutButton} aria-expanded={open} onClick={toPlace}>
        <About anchor={thread.anchor} place={place} />
        {unread ? (
          <span className={styles.unread}>
            <span className="visually-hidden">
              <Trans comment="A thread of comments">Unread</Trans>
            </span>
          </span>
        ) : null}
      </button>
      {shown.map((comment) => (
        <CommentItem key={comment.id} comment={comment} thread={thread} />
      ))}
      {open || replies.length === 0 ? null : (
        <button type="button" className={styles.more} onClick={() => go(thread, place)}>
          <Plural value={replies.length} one="# reply" other="# replies" />
        </button>
      )}
      {thread.resolved === null ? null : (
        <p className={styles.resolved}>
          <Trans>Resolved by {{ person: thread.resolved.by.name }}</Trans>
        </p>
      )}
      {open && can(me.role, 'chat.write') ? <ThreadFoot thread={thread} /> : null}
      {open && !can(me.role, 'chat.write') ? (
        <p className={styles.resolved}>{t`Your role reads comments. Who owns the team can let you write them.`}</p>
      ) : null}
    </li>
  );
}

function ThreadFoot({ thread }: { thread: ThreadView }) {
  const { t } = useLingui();
  const { reply, resolve } = useThreadActions();
  const { drop } = useComments.getState();
  const settle = async (resolved: boolean) => {
    if (!(await resolve(thread.id, resolved))) return;
    const back = () => void resolve(thread.id, !resolved);
    say(resolved ? now`Thread resolved.` : now`Thread opened again.`, { action: { label: now`Undo`, onClick: back } });
  };
  return (
    <>
      <CommentComposer
        draftKey={`thread:${thread.id}`}
        label={t`Reply`}
        placeholder={t`Reply; @ calls somebody`}
        sending={reply.isPending}
        onSend={(body) => reply.mutate({ threadId: thread.id, ...body }, { onSuccess: () => drop(`thread:${thread.id}`) })}
      />
      <Button size="sm" icon={thread.resolved === null ? Check : RotateCcw} onClick={() => void settle(thread.resolved === null)}>
        {thread.resolved === null ? <Trans>Resolve</Trans> : <Trans comment="A thread of comments">Open again</Trans>}
      </Button>
    </>
  );
}
