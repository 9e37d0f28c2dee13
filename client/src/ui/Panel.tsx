import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import styles from './Panel.module.css';

interface PanelProps {
  title: ReactNode;
  label: string;
  actions?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** A docked panel; closing it puts it back into the rail it came from. */
export function Panel({ title, label, actions, onClose, children }: PanelProps) {
  const { t } = useLingui();
  return (
    <aside className={styles.panel} aria-label={label}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <span className={styles.actions}>
          {actions}
          <IconButton
            icon={X}
            label={t({
              message: `Close ${{ panel: label.toLowerCase() }}`,
              comment: 'panel: its name, such as chat or inspector',
            })}
            onClick={onClose}
          />
        </span>
      </header>
      {children}
    </aside>
  );
}

export function PanelSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>
        {title}
        {aside ? <span className={styles.aside}>{aside}</span> : null}
      </h3>
      {children}
    </section>
  );
}
