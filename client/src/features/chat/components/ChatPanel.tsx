import { useLingui } from '@lingui/react/macro';
import { Panel } from '../../../ui/Panel.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useChat } from '../model/use-chat.ts';
import styles from './Chat.module.css';
import { Composer } from './Composer.tsx';
import { Log } from './Log.tsx';

/** The room's conversation, docked beside the work in every room. */
export function ChatPanel({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <div className={styles.docked}>
      <Panel title={t`Chat`} label={t`Chat`} onClose={onClose}>
        <Conversation />
      </Panel>
    </div>
  );
}

export function Conversation() {
  const { episode } = useStudio();
  const chat = useChat(episode.id);
  return (
    <>
      <Log {...chat} />
      <Composer />
    </>
  );
}
