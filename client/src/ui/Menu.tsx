import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import styles from './Popup.module.css';

export interface MenuItem {
  label: string;
  icon?: LucideIcon | undefined;
  hint?: string | undefined;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  /** The element that opens the menu; it must take a ref and props. */
  trigger: ReactElement<Record<string, unknown>>;
  /** A null stands for a separator. */
  items: readonly (MenuItem | null)[];
  heading?: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
}

export function Menu({ trigger, items, heading, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} side={side} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {heading ? <div className={styles.label}>{heading}</div> : null}
            {items.map((item, index) =>
              item === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no identity and the list is static while open
                <Base.Separator key={`separator-${index}`} className={styles.separator} />
              ) : (
                <Base.Item
                  key={item.label}
                  className={cx(styles.item, item.danger && styles.danger)}
                  disabled={item.disabled ?? false}
                  onClick={item.onSelect}
                >
                  {item.icon ? <Icon of={item.icon} size={14} /> : null}
                  {item.label}
                  {item.hint ? (
                    <span className={styles.hint}>
                      <Kbd keys={item.hint} />
                    </span>
                  ) : null}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
