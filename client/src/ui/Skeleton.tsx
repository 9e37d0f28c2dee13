import styles from './Skeleton.module.css';

/** Room kept for something on its way. Still, because only live things move. */
export function Skeleton({
  width = '100%',
  height = 12,
  radius = 4,
}: {
  width?: number | string;
  height?: number | string;
  radius?: number;
}) {
  return <span className={styles.skeleton} style={{ width, height, borderRadius: radius }} aria-hidden="true" />;
}
