import styles from './Avatar.module.css';
import { cx } from './cx.ts';

interface AvatarProps {
  name: string;
  color: string;
  size?: 16 | 22 | 28;
  idle?: boolean;
}

/** First letters of the first and last word, as people expect on an avatar. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : (words[0]?.[1] ?? '');
  return (first + last).toUpperCase();
}

/**
 * A person: a filled circle in their hue with their initials, so hue is never the only cue. The style sheet draws the letters:
 * whoever says what to press goes by the name beside them, not by letters that no name contains.
 */
export function Avatar({ name, color, size = 22, idle = false }: AvatarProps) {
  return (
    <span
      className={cx(styles.avatar, styles[`s${size}`], idle && styles.idle)}
      style={{ background: color }}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  );
}
