import { cx } from './cx.ts';
import styles from './Progress.module.css';

interface ProgressProps {
  /** 0..100; null while there is no measure, which shows an empty line rather than an invented one. */
  percent: number | null;
  label: string;
  tone?: 'live' | 'plain' | 'stale';
  /** Sits on the lower edge of a frame and lights upward into it. */
  onFrame?: boolean;
  width?: number;
}

export function Progress({ percent, label, tone = 'live', onFrame = false, width }: ProgressProps) {
  const value = percent === null ? null : Math.max(0, Math.min(100, percent));
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value)}
      className={cx(styles.bar, styles[tone], onFrame && styles.onFrame)}
      style={width === undefined ? undefined : { width }}
    >
      <span className={styles.fill} style={{ width: `${value ?? 0}%` }} />
    </span>
  );
}

/** A live wait with no percentage: the ring turns; with reduced motion it is a still arc. */
export function Spinner({ size = 12 }: { size?: number }) {
  return <span className={styles.spinner} style={{ width: size, height: size }} aria-hidden="true" />;
}
