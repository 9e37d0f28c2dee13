import { useLingui } from '@lingui/react/macro';
import styles from './Avatar.module.css';

/** The agent's mark: an outlined diamond in the accent. People are circles; shape differs, so colour is never the only cue. */
export function Diamond({ size = 22 }: { size?: 14 | 16 | 22 | 28 }) {
  const { t } = useLingui();
  return (
    <span className={styles.diamond} style={{ width: size, height: size }} aria-hidden="true">
      <svg viewBox="0 0 22 22" width={size} height={size} fill="none" stroke="#00ffea" strokeWidth={size < 20 ? 1.7 : 1.4}>
        <title>{t`Agent`}</title>
        <path d="M11 1.5 20.5 11 11 20.5 1.5 11z" strokeLinejoin="round" />
        <path
          d="M11 6.4c.8 1.9 2.9 2.8 2.9 5.1a2.9 2.9 0 0 1-5.800 0c0-1.1.5-1.8 1.1-2.4.2.8.6 1.1 1 1.2-.1-1.400.2-2.700.8-3.900z"
          fill="#00ffea"
          stroke="none"
        />
      </svg>
    </span>
  );
}
