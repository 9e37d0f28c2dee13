import styles from './Chat.module.css';
import { Conversation } from './ChatPanel.tsx';

/** The conversation as a page of its own, for a phone. */
export function ChatRoom() {
  return (
    <section className={styles.page} aria-label="Chat">
      <Conversation />
    </section>
  );
}
