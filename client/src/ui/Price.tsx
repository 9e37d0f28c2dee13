import { Hexagon } from 'lucide-react';
import { Icon } from './Icon.tsx';
import { credits } from './money.ts';
import styles from './Price.module.css';

/** Credits behind their hexagon. @param micros micro-dollars as decimal text. */
export function Price({ micros }: { micros: string }) {
  return (
    <span className={styles.price}>
      <Icon of={Hexagon} size={12} />
      {BigInt(micros) === 0n ? 'free' : credits(micros)}
      <span className="visually-hidden"> credits</span>
    </span>
  );
}
