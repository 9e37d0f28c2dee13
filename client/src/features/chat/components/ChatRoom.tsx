import { useLingui } from '@lingui/react/macro';
import styles from './Chat.module.css';
import { Conversation } from './ChatPanel.tsx';

/** The conversation as a page of its own, for a phone. */
export function ChatRoom() {
  const { t } = useLingui();
  return (
    <section className={styles.page} aria-label={t`Chat`}>
      <Conversation />
    </section>
  );
}
