import { useLingui } from '@lingui/react/macro';
import styles from './Boards.module.css';

export interface SheetHeadWords {
  readonly series: string;
  readonly episode: string;
  readonly date: string;
  /** Shots and length of the episode. */
  readonly totals: string;
}

/** @param number of the sheet, from 1. */
export function SheetHead({ head, number, of }: { head: SheetHeadWords; number: number; of: number }) {
  const { t } = useLingui();
  return (
    <header className={styles.head}>
      <span>{head.series}</span>
      <b>{head.episode}</b>
      <span className={styles.headEnd}>{head.date}</span>
      <span>{head.totals}</span>
      <span>{t({ message: `${number} / ${of}`, comment: 'Number of a page and how many there are' })}</span>
    </header>
  );
}
