import type { ButtonHTMLAttributes } from 'react';
import styles from './Chip.module.css';
import { cx } from './cx.ts';

interface ChipProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  selected?: boolean;
}

/** A filter that is on or off. */
export function Chip({ selected = false, className, ...rest }: ChipProps) {
  return (
    <button {...rest} type="button" aria-pressed={selected} className={cx(styles.chip, selected && styles.selected, className)} />
  );
}
