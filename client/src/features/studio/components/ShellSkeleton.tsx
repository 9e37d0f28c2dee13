import { Trans } from '@lingui/react/macro';
import { Logo } from '../../../ui/Logo.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import styles from './Shell.module.css';

/** The shell before the documents are here: everything in its place, nothing pretended. */
export function ShellSkeleton({ title }: { title?: string }) {
  return (
    <div className={styles.shell} aria-busy="true">
      <header className={styles.top}>
        <span className={styles.home}>
          <Logo />
        </span>
        {title === undefined ? <Skeleton width={160} /> : <b>{title}</b>}
      </header>
      <div className={styles.rail} />
      <main className={styles.canvas}>
        <div className={styles.loading}>
          <Skeleton width="34%" height={20} />
          <Skeleton width="58%" height={14} />
          <Skeleton width="52%" height={14} />
          <Skeleton width="30%" height={14} />
        </div>
        <p className="visually-hidden" role="status">
          <Trans>Opening the episode</Trans>
        </p>
      </main>
      <div className={`${styles.rail} ${styles.right}`} />
      <footer className={styles.status}>
        <Trans>Opening</Trans>
      </footer>
    </div>
  );
}
