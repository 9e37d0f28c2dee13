import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';

type Variant = 'default' | 'quiet' | 'primary' | 'generate' | 'danger' | 'soft';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: Variant;
  size?: 'sm' | 'md' | 'lg';
  icon?: LucideIcon;
  /** Shown behind a hairline, in the accent on a generate button: what a click costs (price before action). */
  price?: React.ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'default', size = 'md', icon, price, className, children, type, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type ?? 'button'} className={cx(styles.button, styles[variant], styles[size], className)}>
      {icon ? <Icon of={icon} size={size === 'lg' ? 16 : 14} /> : null}
      {children}
      {price === undefined ? null : <span className={styles.price}>{price}</span>}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  /** Accessible name and tooltip. */
  label: string;
  shortcut?: string;
  pressed?: boolean;
  side?: 'top' | 'right' | 'bottom' | 'left';
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, shortcut, pressed, side = 'bottom', className, type, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={side}>
      <button
        {...rest}
        type={type ?? 'button'}
        aria-label={label}
        aria-pressed={pressed}
        className={cx(styles.icon, pressed && styles.pressed, className)}
      >
        <Icon of={icon} />
      </button>
    </Tooltip>
  );
}
