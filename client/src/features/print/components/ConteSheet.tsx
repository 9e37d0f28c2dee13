import { useLingui } from '@lingui/react/macro';
import { CONTE_ROWS, type ConteGeometry } from '../model/board-geometry.ts';
import { type ContePage, type ConteRow, secondsAndFrames } from '../model/board-pages.ts';
import styles from './Boards.module.css';
import { BoardWords } from './BoardWords.tsx';
import { SheetHead, type SheetHeadWords } from './SheetHead.tsx';
import { ShotPicture } from './ShotPicture.tsx';

interface ConteSheetProps {
  page: ContePage;
  geometry: ConteGeometry;
  number: number;
  of: number;
  head: SheetHeadWords;
  urls: ReadonlyMap<string, string>;
}

/** One e-conte sheet: five pictures one below the other, and the time of the page and of all so far at its foot. */
export function ConteSheet({ page, geometry, number, of, head, urls }: ConteSheetProps) {
  const { t } = useLingui();
  const { sheet, columns, row, points, leading } = geometry;
  const style = {
    width: `${sheet.width}mm`,
    height: `${sheet.height}mm`,
    '--points': `${points}pt`,
    '--leading': `${leading}mm`,
  } as React.CSSProperties;
  const widths = [columns.cut, columns.picture, columns.action, columns.dialogue, columns.time];
  const titles = [
    t({ message: 'Cut', context: 'e-conte', comment: 'Column: number of the cut' }),
    t({ message: 'Picture', context: 'e-conte', comment: 'Column' }),
    t({ message: 'Action', context: 'e-conte', comment: 'Column' }),
    t({ message: 'Dialogue', context: 'e-conte', comment: 'Column' }),
    t({ message: 'Time', context: 'e-conte', comment: 'Column: seconds and frames' }),
  ];
  const blank = CONTE_ROWS - page.rows.length;
  return (
    <section className={styles.sheet} style={style} data-testid="board-sheet">
      <SheetHead head={head} number={number} of={of} />
      <table className={styles.conte}>
        <colgroup>
          {widths.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <col key={index} style={{ width: `${width}mm` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((one) => (
            <Row key={`${one.shot.view.id} ${one.part}`} row={one} geometry={geometry} urls={urls} />
          ))}
          {Array.from({ length: blank }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a blank row is its place
            <tr key={index} style={{ height: `${row}mm` }}>
              {titles.map((title) => (
                <td key={title} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <footer className={styles.foot}>
        <span>
          {t({ message: 'Page', context: 'e-conte', comment: 'Before the length of a page' })}{' '}
          <b>{secondsAndFrames(page.frames)}</b>
        </span>
        <span>
          {t({ message: 'Total', context: 'e-conte', comment: 'Before the length of all pages so far' })}{' '}
          <b>{secondsAndFrames(page.total)}</b>
        </span>
      </footer>
    </section>
  );
}

function Row({ row, geometry, urls }: Pick<ConteSheetProps, 'geometry' | 'urls'> & { row: ConteRow }) {
  const { t } = useLingui();
  const { shot, part, action, dialogue } = row;
  const { number, clip, duration } = shot.view;
  return (
    <tr style={{ height: `${geometry.row}mm` }}>
      <th scope="row">{number}</th>
      <td>
        {part === 0 ? (
          <ShotPicture shot={shot} urls={urls} size={geometry.picture} />
        ) : (
          <span className={styles.continued}>
            {t({ message: 'continued', comment: 'The words of a shot that go on from the cell before' })}
          </span>
        )}
      </td>
      <td>
        <BoardWords lines={action} />
      </td>
      <td>
        <BoardWords lines={dialogue} />
      </td>
      <td className={styles.time}>{part > 0 ? null : clip === null ? '–' : secondsAndFrames(duration)}</td>
    </tr>
  );
}
