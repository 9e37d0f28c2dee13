import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Step } from '../model/steps.ts';
import styles from './Tour.module.css';

interface TourStripProps {
  step: Step;
  /** What can be pressed. */
  children: ReactNode;
}

/** A step of the tour, in the flow of the page: over it, it would cover what it tells people to press. */
export function TourStrip({ step, children }: TourStripProps) {
  const { t } = useLingui();
  return (
    <section className={styles.tour} aria-label={t`Tour`} data-testid="tour">
      <div className={styles.words} role="status">
        <span className={styles.count}>
          <Trans comment="Step of the tour, such as 1 of 3">{{ step: step.number }} of 3</Trans>
        </span>
        <h2 className={styles.title}>{t(step.title)}</h2>
        <p className={styles.text}>{t(step.text)}</p>
      </div>
      <div className={styles.actions}>{children}</div>
    </section>
  );
}
