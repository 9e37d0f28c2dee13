import { useLingui } from '@lingui/react/macro';
import type { ShotLock } from '@trashfire/shared/document/schema';
import { Lock } from 'lucide-react';
import { Icon } from '../../../ui/Icon.tsx';
import styles from './Storyboard.module.css';

/** Who holds a shot as it is, and why. */
export function LockLine({ lock }: { lock: ShotLock }) {
  const { t } = useLingui();
  const { name, reason } = lock;
  const text = reason === '' ? t`Locked by ${name}` : t`Locked by ${name}: ${reason}`;
  return (
    <p className={styles.lock} title={text}>
      <Icon of={Lock} size={12} />
      <span className="ellipsis">{text}</span>
    </p>
  );
}
