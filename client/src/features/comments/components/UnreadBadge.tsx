import { Plural } from '@lingui/react/macro';
import styles from '../../studio/components/Shell.module.css';
import { useStudio } from '../../studio/model/studio-context.ts';
import { unreadCount } from '../model/threads.ts';
import { useThreadList } from '../model/use-threads.ts';

/** How many open threads have something new. */
export function UnreadBadge() {
  const { me } = useStudio();
  const { data } = useThreadList();
  const count = data === undefined ? 0 : unreadCount(data, me.person.id);
  if (count === 0) return null;
  return (
    <span className={styles.badge} data-testid="unread-threads">
      {count > 99 ? '99+' : count}
      <span className="visually-hidden">
        {' '}
        <Plural value={count} one="unread thread" other="unread threads" />
      </span>
    </span>
  );
}
