import styles from './Kbd.module.css';

/** One key combination as people read it, e.g. `Ctrl K`. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className={styles.kbd}>{keys}</kbd>;
}
