import { Trans, useLingui } from '@lingui/react/macro';
import { type CommentView, piecesOf, type ThreadView } from '@trashfire/shared/api/comments-contract';
import { MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/Dialogs.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { type DraftKey, useComments } from '../model/comments-store.ts';
import { draftOf } from '../model/mention-text.ts';
import { usePeople, useThreadActions } from '../model/use-threads.ts';
import { CommentComposer } from './CommentComposer.tsx';
import styles from './Comments.module.css';

/** One comment; its author changes and deletes it. */
export function CommentItem({ comment, thread }: { comment: CommentView; thread: ThreadView }) {
  const { t, i18n } = useLingui();
  const { me } = useStudio();
  const key: DraftKey = `edit:${comment.id}`;
  const isEdited = useComments((state) => state.drafts[key] !== undefined);
  const { write, drop } = useComments.getState();
  const people = usePeople();
  const { edit, remove } = useThreadActions();
  const [asks, setAsks] = useState(false);
  const { author, at } = comment;
  if (comment.deleted) {
    return (
      <p className={styles.deleted}>
        <Trans>{{ person: author.name }} deleted this comment.</Trans>
      </p>
    );
  }
  const when = new Date(at);
  return (
    <article className={styles.comment} aria-label={author.name}>
      <header className={styles.commentHead}>
        <Avatar name={author.name} color={author.color} />
        <b className="ellipsis">{author.name}</b>
        <time dateTime={at} title={when.toLocaleString(i18n.locale)}>
          {when.toLocaleString(i18n.locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })}
        </time>
        {comment.edited ? (
          <span className={styles.edited}>
            <Trans comment="A comment that its author changed">edited</Trans>
          </span>
        ) : null}
        {author.id === me.person.id ? (
          <span className={styles.commentMenu}>
            <Menu
              align="end"
              trigger={<IconButton icon={MoreHorizontal} label={t`Actions for this comment`} />}
              items={[
                {
                  label: t`Edit`,
                  icon: Pencil,
                  onSelect: () =>
                    write(key, { text: draftOf(comment.text, [...thread.mentioned, ...people]), picked: thread.mentioned }),
                },
                { label: t`Delete`, icon: Trash2, danger: true, onSelect: () => setAsks(true) },
              ]}
            />
          </span>
        ) : null}
      </header>
      {isEdited ? (
        <CommentComposer
          draftKey={key}
          label={t`Edit comment`}
          placeholder=""
          sending={edit.isPending}
          focus={comment.id}
          onCancel={() => drop(key)}
          onSend={({ text }) => edit.mutate({ commentId: comment.id, text }, { onSuccess: () => drop(key) })}
        />
      ) : (
        <CommentText text={comment.text} thread={thread} />
      )}
      {asks ? (
        <ConfirmDialog
          title={t`Delete this comment?`}
          text={t`Nobody can bring it back. A thread goes with its last comment.`}
          action={t`Delete`}
          onClose={() => setAsks(false)}
          onConfirm={() => remove.mutate({ commentId: comment.id, threadId: thread.id })}
        />
      ) : null}
    </article>
  );
}

/** Words and mentions. Text is only ever text: nothing in it is markup. */
function CommentText({ text, thread }: { text: string; thread: ThreadView }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const names = new Map(thread.mentioned.map(({ id, name }) => [id, name]));
  let at = 0;
  return (
    <p className={styles.text}>
      {piecesOf(text).map((piece) => {
        const key = at++;
        if ('words' in piece) return <span key={key}>{piece.words}</span>;
        return (
          <b key={key} className={styles.mention} data-me={piece.person === me.person.id}>
            @{names.get(piece.person) ?? t`somebody who left`}
          </b>
        );
      })}
    </p>
  );
}
