import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';
import { Sketch } from './Sketch.tsx';

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** Which layout sketch stands behind the words. */
  sketch?: 'wide' | 'portrait';
}

/** What is missing, what it will take, and what to do next. */
export function EmptyState({ title, children, actions, sketch = 'wide' }: EmptyStateProps) {
  return (
    <section className={styles.empty} aria-label={title}>
      <div className={styles.sketch}>
        <Sketch size={sketch === 'wide' ? 'WS' : 'CU'} cast={1} />
      </div>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.words}>{children}</div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </section>
  );
}
