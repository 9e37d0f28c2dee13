import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import styles from './Popup.module.css';

interface HoverCardProps {
  /** What is pointed at or has the focus; its own words must say enough without the card. */
  children: ReactElement<Record<string, unknown>>;
  /** Made only while it is shown. */
  card: ReactNode;
}

/** Shows more of something while it is pointed at or has the focus. */
export function HoverCard({ children, card }: HoverCardProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={250} />
      <Base.Portal>
        <Base.Positioner side="top" sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.tooltip}>{card}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
