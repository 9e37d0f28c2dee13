import { Trans } from '@lingui/react/macro';
import { creditsText } from '@trashfire/shared/plans/credits';
import { Hexagon } from 'lucide-react';
import { Icon } from './Icon.tsx';
import styles from './Price.module.css';

/** Credits behind their hexagon. @param micros micro-dollars as decimal text. */
export function Price({ micros }: { micros: string }) {
  const amount = BigInt(micros);
  return (
    <span className={styles.price}>
      <Icon of={Hexagon} size={12} />
      {amount === 0n ? <Trans>free</Trans> : creditsText(amount)}
      {amount === 0n ? null : (
        <span className="visually-hidden">
          {' '}
          <Trans comment="The studio's money, after an amount">credits</Trans>
        </span>
      )}
    </span>
  );
}
