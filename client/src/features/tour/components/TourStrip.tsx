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
  return (
    <section className={styles.tour} aria-label="Tour" data-testid="tour">
      <div className={styles.words} role="status">
        <span className={styles.count}>{step.number} of 3</span>
        <h2 className={styles.title}>{step.title}</h2>
        <p className={styles.text}>{step.text}</p>
      </div>
      <div className={styles.actions}>{children}</div>
    </section>
  );
}
