import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useTransfer } from '../model/use-transfer.ts';
import archive from './Archive.module.css';
import styles from './Home.module.css';

/** An archive on its way, how far it is, and the way to stop it. */
export function TransferBar() {
  const { t } = useLingui();
  const now = useTransfer((transfer) => transfer.now);
  if (now === null) return null;
  const { kind, name, share } = now;
  const percent = Math.floor(100 * share);
  const label = kind === 'out' ? t`Saving “${{ name }}”` : t`Bringing in “${{ name }}”`;
  return (
    <section className={archive.transfer} aria-label={label}>
      <span className={styles.cardTitle}>{label}</span>
      <Progress percent={percent} label={label} width={160} />
      <span className="mono">{kind === 'in' && share >= 1 ? <Trans>Looking through it</Trans> : `${percent}%`}</span>
      <Button size="sm" onClick={now.cancel}>
        <Trans>Cancel</Trans>
      </Button>
    </section>
  );
}
