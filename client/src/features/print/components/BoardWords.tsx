import type { BoardLine } from '../model/board-text.ts';
import styles from './Boards.module.css';

/** Lines as they were laid out; none is broken again. */
export function BoardWords({ lines }: { lines: readonly BoardLine[] }) {
  return lines.map(({ kind, text }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
    <div key={index} className={styles[kind]}>
      {text}
    </div>
  ));
}
