import { Trans } from '@lingui/react/macro';
import { Logo } from '../ui/Logo.tsx';
import styles from './Page.module.css';

/** Shown while the first bytes of a page are on their way. */
export function Waiting() {
  return (
    <main className={styles.centre} aria-busy="true">
      <Logo size={28} />
      <p className="visually-hidden" role="status">
        <Trans>Loading</Trans>
      </p>
    </main>
  );
}
