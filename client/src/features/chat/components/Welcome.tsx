import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import { firstAsks } from '@trashfire/shared/api/asks';
import { useRecords } from '../../../collab/records.ts';
import { Button } from '../../../ui/Button.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { askWords } from '../model/ask-words.ts';
import { usePostChat } from '../model/use-chat.ts';
import styles from './Chat.module.css';

/** What an empty conversation says: what can be asked, and how. */
export function Welcome() {
  const { t } = useLingui();
  const { episode, me, seriesDoc } = useStudio();
  const canon = useRecords(seriesDoc.doc, 'canon');
  const ask = usePostChat(episode.id);
  return (
    <div className={styles.welcome}>
      <Diamond size={28} />
      <p>
        <Trans>
          Everybody in this episode reads this. Ember, the agent, answers too: ask for a breakdown of the script or for shots of a
          scene. Nothing is spent or deleted without your click.
        </Trans>
      </p>
      {can(me.role, 'agent.run') ? (
        <>
          <div className={styles.firsts}>
            {firstAsks(canon.length).map((text) => (
              <Button key={text} disabled={ask.isPending} onClick={() => ask.mutate({ text, ask: true })}>
                {t(askWords(text))}
              </Button>
            ))}
          </div>
          <p className={styles.hints}>
            <Trans>
              <Kbd keys="/" /> commands, <Kbd keys="@" /> people, <Kbd keys="#" /> scenes and shots
            </Trans>
          </p>
        </>
      ) : null}
    </div>
  );
}
