import styles from './Timecode.module.css';
import { timecode } from './timecode.ts';

/** A position in frames at the edit rate; the frame part is dimmer, as on a deck. */
export function Timecode({ frame, large = false }: { frame: number; large?: boolean }) {
  const text = timecode(frame);
  return (
    <span className={large ? styles.large : styles.small}>
      {text.slice(0, -3)}
      <span className={styles.frames}>{text.slice(-3)}</span>
    </span>
  );
}
