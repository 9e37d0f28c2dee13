import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { MessageSquare } from 'lucide-react';
import { useUi } from '../../../app/ui-store.ts';
import { useRecords } from '../../../collab/records.ts';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useComments } from '../model/comments-store.ts';
import { isUnread, threadsOfShot } from '../model/threads.ts';
import { useThreadList } from '../model/use-threads.ts';
import styles from './Comments.module.css';

interface ShotPinProps {
  shotId: string;
  number: string;
  className?: string | undefined;
}

/** The open threads about a shot and its clip, on its card or its clip. */
export function ShotPin({ shotId, number, className }: ShotPinProps) {
  const { t } = useLingui();
  const { me, episodeDoc } = useStudio();
  const { data } = useThreadList();
  const togglePanel = useUi((ui) => ui.togglePanel);
  const clips = useRecords(episodeDoc.doc, 'clips');
  const threads = threadsOfShot(data?.threads ?? [], shotId, clips);
  const [first] = threads;
  if (data === undefined || first === undefined) return null;
  const count = threads.length;
  const unread = threads.some((thread) => isUnread(thread, data.seen[thread.id], me.person.id));
  return (
    <button
      type="button"
      className={cx(styles.shotPin, className)}
      data-unread={unread}
      aria-label={t`${plural(count, { one: '# open thread', other: '# open threads' })} about shot ${number}`}
      onClick={() => {
        useComments.getState().set({ filter: 'open' });
        useComments.getState().show(first.id);
        togglePanel('comments', true);
      }}
    >
      <Icon of={MessageSquare} size={12} />
      {count}
    </button>
  );
}
