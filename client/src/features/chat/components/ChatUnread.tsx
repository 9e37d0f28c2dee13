import { Trans } from '@lingui/react/macro';
import { useStudio } from '../../studio/model/studio-context.ts';
import { unreadOf } from '../model/chat-pages.ts';
import { useChat } from '../model/use-chat.ts';
import { useKeptChat } from '../model/use-kept-chat.ts';
import styles from './ChatUnread.module.css';

const MOST = 99;

/** How much was said that this person has not read; lit brighter where it calls them. */
export function ChatUnread() {
  const { episode, me } = useStudio();
  const { messages } = useChat(episode.id);
  const [{ readAt }] = useKeptChat();
  const { count, called } = unreadOf(messages ?? [], readAt, me.person.id);
  if (count === 0) return null;
  return (
    <span className={styles.badge} data-called={called} data-testid="chat-unread">
      {count > MOST ? `${MOST}+` : count}
      <span className="visually-hidden">
        {' '}
        {called ? <Trans>unread, one calls you</Trans> : <Trans comment="Messages.">unread</Trans>}
      </span>
    </span>
  );
}
