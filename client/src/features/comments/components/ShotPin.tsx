import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { MessageSquare } from 'lucide-react';
import { useUi } from '../../../app/ui-store.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useComments } from '../model/comments-store.ts';
import { isUnread } from '../model/threads.ts';
import { useThreadList } from '../model/use-threads.ts';
import styles from './Comments.module.css';

/** The open threads about a shot, on its card. */
export function ShotPin({ shotId, number }: { shotId: string; number: string }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const { data } = useThreadList();
  const togglePanel = useUi((ui) => ui.togglePanel);
  const threads = data?.threads.filter(
    ({ anchor, resolved }) => resolved === null && anchor.kind === 'shot' && anchor.id === shotId,
  );
  const [first] = threads ?? [];
  if (data === undefined || threads === undefined || first === undefined) return null;
  const count = threads.length;
  const unread = threads.some((thread) => isUnread(thread, data.seen[thread.id], me.person.id));
  return (
    <button
      type="button"
      className={styles.shotPin}
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
