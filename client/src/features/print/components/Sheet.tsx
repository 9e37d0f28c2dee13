import type { Paper } from '@trashfire/shared/layout/grid';
import type { LaidLine, LaidPage } from '@trashfire/shared/layout/paginate';
import { cx } from '../../../ui/cx.ts';
import { segmentsOf } from '../model/segments.ts';
import type { TitlePage } from '../model/title-page.ts';
import styles from './Print.module.css';

/** On which side of a heading its number is printed. */
export type NumberSide = 'none' | 'left' | 'right' | 'both';

interface SheetProps {
  page: LaidPage;
  /** From 1; the first page shows none. */
  number: number;
  paper: Paper;
  /** Scene numbers by the id of their heading. */
  scenes: ReadonlyMap<string, string>;
  sides: NumberSide;
}

/** One page of a script as it is printed; every place on it is a row and a column of the typewriter grid. */
export function Sheet({ page, number, paper, scenes, sides }: SheetProps) {
  return (
    <section className={cx(styles.sheet, styles[paper])}>
      {number > 1 ? <span className={styles.number}>{number}.</span> : null}
      {page.lines.map((line, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the page
          key={index}
          line={line}
          scene={startsHeading(page.lines, index) ? (scenes.get(line.block ?? '') ?? null) : null}
          sides={sides}
        />
      ))}
    </section>
  );
}

function startsHeading(lines: readonly LaidLine[], index: number): boolean {
  const line = lines[index];
  return line?.type === 'sceneHeading' && lines[index - 1]?.block !== line.block;
}

function Line({ line, scene, sides }: { line: LaidLine; scene: string | null; sides: NumberSide }) {
  const shown = scene !== null && sides !== 'none';
  return (
    <div
      className={cx(styles.line, line.type === 'sceneHeading' && styles.heading)}
      style={{ '--row': line.row } as React.CSSProperties}
    >
      {shown && sides !== 'right' ? <span className={styles.sceneLeft}>{scene}</span> : null}
      <span className={styles.text} style={{ '--column': line.column } as React.CSSProperties}>
        {segmentsOf(line.runs).map(({ text, marks, wide }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a segment is its place in the line
            key={index}
            className={cx(wide && styles.wide, ...marks.map((mark) => styles[mark]))}
          >
            {text}
          </span>
        ))}
      </span>
      {shown && sides !== 'left' ? <span className={styles.sceneRight}>{scene}</span> : null}
    </div>
  );
}

export function TitleSheet({ page, paper }: { page: TitlePage; paper: Paper }) {
  return (
    <section className={cx(styles.sheet, styles[paper], styles.title)}>
      <div className={styles.centred}>
        {page.centred.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      <div className={styles.foot}>
        {page.foot.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </section>
  );
}
