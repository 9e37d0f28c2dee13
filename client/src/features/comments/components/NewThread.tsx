import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { type DraftKey, useComments } from '../model/comments-store.ts';
import { useThreadActions } from '../model/use-threads.ts';
import { About } from './About.tsx';
import { CommentComposer } from './CommentComposer.tsx';
import styles from './Comments.module.css';

/** The thread somebody is about to open; what was written so far stays when it is put away. */
export function NewThread() {
  const { t } = useLingui();
  const { episode } = useStudio();
  const pending = useComments((state) => state.pending);
  const { set, show, drop } = useComments.getState();
  const { open } = useThreadActions();
  if (pending === null || pending.episodeId !== episode.id) return null;
  const key: DraftKey = `new:${episode.id}`;
  return (
    <section className={styles.new} aria-label={t`New comment`}>
      <div className={styles.newHead}>
        <About anchor={pending.anchor} place={undefined} />
        <IconButton icon={X} label={t`Put it away`} shortcut="Escape" onClick={() => set({ pending: null })} />
      </div>
      <CommentComposer
        draftKey={key}
        label={t`Comment`}
        placeholder={t`Comment; @ calls somebody`}
        sending={open.isPending}
        // Asked for again, an open box takes the focus again.
        focus={pending}
        onCancel={() => set({ pending: null })}
        onSend={(body) =>
          open.mutate(
            { ...body, anchor: pending.anchor },
            {
              onSuccess: ({ id }) => {
                drop(key);
                set({ pending: null, filter: 'open' });
                show(id);
              },
            },
          )
        }
      />
    </section>
  );
}
