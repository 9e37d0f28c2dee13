import { Trans, useLingui } from '@lingui/react/macro';
import { RotateCcw, TriangleAlert, X } from 'lucide-react';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { type Upload, useUploads } from '../model/uploads.ts';
import styles from './Storyboard.module.css';

/** How far a picture of somebody's own is, or why it is not taken, with what can be done. */
export function UploadLine({ shotId, upload }: { shotId: string; upload: Upload }) {
  const { t } = useLingui();
  const forget = useUploads((uploads) => uploads.forget);
  if (upload.state !== 'failed')
    return (
      <p className={styles.state}>
        <span className={styles.live}>
          <Trans>Sending</Trans> <span className="mono">{Math.round(upload.share * 100)}%</span>
        </span>
        <Button size="sm" variant="soft" icon={X} className={styles.act} onClick={upload.cancel}>
          <Trans>Cancel</Trans>
        </Button>
      </p>
    );
  return (
    <div className={styles.state} role="alert">
      <span className={styles.failText} title={upload.reason ?? ''}>
        <Icon of={TriangleAlert} size={12} />
        <span className={styles.reason}>{upload.reason}</span>
      </span>
      {upload.canRetry ? (
        <Button size="sm" variant="soft" icon={RotateCcw} className={styles.act} onClick={upload.retry}>
          <Trans>Retry</Trans>
        </Button>
      ) : null}
      <IconButton icon={X} label={t`Dismiss`} onClick={() => forget(shotId)} />
    </div>
  );
}
