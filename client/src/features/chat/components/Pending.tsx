import { Trans, useLingui } from '@lingui/react/macro';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { Outgoing } from '../model/kept-chat.ts';
import { useSend } from '../model/use-send.ts';
import styles from './Chat.module.css';
import { Head } from './Message.tsx';
import { AskedAbout } from './RefChips.tsx';
import { TextPieces } from './TextPieces.tsx';

/** A message that is on its way, or was not sent: kept with the reason until it is. */
export function Pending({ one }: { one: Outgoing }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const { again, discard } = useSend();
  const { name, color } = me.person;
  return (
    <article
      className={styles.message}
      data-pending={one.failed === null ? 'sending' : 'failed'}
      aria-label={t`${name}, not sent yet`}
    >
      <Avatar name={name} color={color} />
      <div className={styles.body}>
        <Head name={name} at={one.failed === null ? null : one.at} />
        <p className={styles.text}>
          <TextPieces text={one.text} />
        </p>
        {one.ask ? <AskedAbout context={one.context} /> : null}
        {one.failed === null ? (
          <p className={styles.sending}>
            <Trans>Sending</Trans>
          </p>
        ) : (
          <div className={styles.unsent} role="alert">
            <p>{one.failed}</p>
            <span className={styles.unsentActions}>
              <Button size="sm" onClick={() => again(one)}>
                <Trans>Try again</Trans>
              </Button>
              <Button size="sm" variant="quiet" onClick={() => discard(one.id)}>
                <Trans>Discard</Trans>
              </Button>
            </span>
          </div>
        )}
      </div>
    </article>
  );
}
