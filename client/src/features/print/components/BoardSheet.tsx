import { useLingui } from '@lingui/react/macro';
import { AIR, GAP, type GridGeometry, LABEL } from '../model/board-geometry.ts';
import { type BoardCell, secondsAndFrames } from '../model/board-pages.ts';
import styles from './Boards.module.css';
import { BoardWords } from './BoardWords.tsx';
import { SheetHead, type SheetHeadWords } from './SheetHead.tsx';
import { ShotPicture } from './ShotPicture.tsx';

interface BoardSheetProps {
  cells: readonly BoardCell[];
  geometry: GridGeometry;
  number: number;
  of: number;
  head: SheetHeadWords;
  urls: ReadonlyMap<string, string>;
}

/** One page of a grid of boards. */
export function BoardSheet({ cells, geometry, number, of, head, urls }: BoardSheetProps) {
  const { sheet, columns, cell, points, leading } = geometry;
  const style = {
    width: `${sheet.width}mm`,
    height: `${sheet.height}mm`,
    '--points': `${points}pt`,
    '--leading': `${leading}mm`,
  } as React.CSSProperties;
  return (
    <section className={styles.sheet} style={style} data-testid="board-sheet">
      <SheetHead head={head} number={number} of={of} />
      <div
        className={styles.grid}
        style={{ gridTemplateColumns: `repeat(${columns}, ${cell.width}mm)`, gridAutoRows: `${cell.height}mm` }}
      >
        {cells.map((one) => (
          <Cell key={`${one.shot.view.id} ${one.part}`} cell={one} geometry={geometry} urls={urls} />
        ))}
      </div>
    </section>
  );
}

function Cell({ cell: { shot, part, words }, geometry, urls }: Pick<BoardSheetProps, 'geometry' | 'urls'> & { cell: BoardCell }) {
  const { t } = useLingui();
  const { number, clip, duration } = shot.view;
  return (
    <article>
      <div
        className={styles.label}
        style={{ height: `${LABEL}mm`, width: part === 0 ? `${geometry.picture.width}mm` : undefined }}
      >
        <b>{number}</b>
        {part === 0 ? (
          <span>{clip === null ? t`not in the cut` : secondsAndFrames(duration)}</span>
        ) : (
          <span>{t({ message: 'continued', comment: 'The words of a shot that go on from the cell before' })}</span>
        )}
      </div>
      {part === 0 ? <ShotPicture shot={shot} urls={urls} size={geometry.picture} /> : null}
      <div
        className={styles.words}
        style={{
          paddingTop: part === 0 ? `${AIR}mm` : 0,
          gridTemplateColumns: `repeat(${geometry.split}, 1fr)`,
          columnGap: `${GAP}mm`,
        }}
      >
        {words.map((lines, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <div key={index}>
            <BoardWords lines={lines} />
          </div>
        ))}
      </div>
    </article>
  );
}
