import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { Paper } from '@trashfire/shared/layout/grid';
import { useMemo, useState } from 'react';
import { useScript } from '../../../collab/script-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { clock } from '../../../ui/timecode.ts';
import { episodeCode } from '../../home/model/progress.ts';
import { sheetShots } from '../../storyboard/model/sheet-shots.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { type BoardLayout, type Orientation, usualOrientation } from '../model/board-geometry.ts';
import { type LaidBoards, layBoards } from '../model/board-pages.ts';
import { type Pictures, usePictures } from '../model/use-pictures.ts';
import { BoardSheet } from './BoardSheet.tsx';
import { ConteSheet } from './ConteSheet.tsx';
import { Pages } from './Pages.tsx';
import styles from './Print.module.css';
import { Choice, PaperChoice, PrintBar } from './PrintBar.tsx';
import type { SheetHeadWords } from './SheetHead.tsx';

/** The storyboard on paper: a grid of pictures with their words, or the Japanese e-conte sheet. */
export function PrintBoards() {
  const { t } = useLingui();
  const { episode, episodeDoc } = useStudio();
  const model = useEpisodeModel();
  const blocks = useScript(episodeDoc.doc);
  const shots = useMemo(() => sheetShots(model, blocks), [model, blocks]);
  const pictures = usePictures(shots);
  const head = useHead(shots.length, model.timeline.frames);
  const [paper, setPaper] = useState<Paper>('a4');
  const [layout, setLayout] = useState<BoardLayout>('econte');
  const [turned, setTurned] = useState<Orientation | null>(null);
  const orientation = layout === 'econte' ? 'portrait' : (turned ?? usualOrientation(layout));
  const laid = useMemo(() => layBoards(shots, { layout, paper, orientation }), [shots, layout, paper, orientation]);
  return (
    <div className={styles.room}>
      <PrintBar
        back={{ label: t`Back to the storyboard`, to: `/episodes/${episode.id}/storyboard` }}
        pages={laid.pages.length}
        ready={!pictures.loading}
      >
        <Choice
          label={t({ message: 'Layout', comment: 'How boards stand on a page' })}
          value={layout}
          onChange={(next) => {
            setLayout(next);
            setTurned(null);
          }}
          options={[
            { value: 'econte', label: t`E-conte sheet` },
            { value: '1x1', label: t`1 a page` },
            { value: '2x2', label: t`2 × 2 a page` },
            { value: '3x3', label: t`3 × 3 a page` },
            { value: '4x3', label: t`4 × 3 a page` },
          ]}
        />
        <PaperChoice paper={paper} onChange={setPaper} />
        {layout === 'econte' ? null : (
          <Choice
            label={t`Orientation`}
            value={orientation}
            onChange={setTurned}
            options={[
              { value: 'portrait', label: t({ message: 'Portrait', comment: 'Paper that stands' }) },
              { value: 'landscape', label: t({ message: 'Landscape', comment: 'Paper that lies' }) },
            ]}
          />
        )}
        <PictureNote pictures={pictures} />
      </PrintBar>
      {laid.pages.length === 0 ? (
        <EmptyState title={t`No boards to print yet`}>
          <Trans>Shots of the storyboard appear here, page by page, as they come out of the printer.</Trans>
        </EmptyState>
      ) : (
        <Pages paper={paper} orientation={orientation}>
          <Sheets laid={laid} head={head} urls={pictures.urls} />
        </Pages>
      )}
    </div>
  );
}

const PAGE_WORDS = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** What stands at the head of every sheet. */
function useHead(shots: number, frames: number): SheetHeadWords {
  const { t, i18n } = useLingui();
  const { episode, seriesTitle } = useStudio();
  const length = clock(frames / EDIT_RATE);
  return {
    series: seriesTitle,
    episode: `${episodeCode(episode.number)} ${episode.title}`,
    date: i18n.date(new Date(), PAGE_WORDS),
    totals: `${t`${plural(shots, { one: '# shot', other: '# shots' })}`} · ${length}`,
  };
}

/** How far the pictures are; nothing once they are all there. */
function PictureNote({ pictures: { loading, missing, retry } }: { pictures: Pictures }) {
  if (loading)
    return (
      <span className={styles.note} role="status">
        <Trans>Loading pictures…</Trans>
      </span>
    );
  if (missing === 0) return null;
  return (
    <span className={styles.note} role="status">
      <Plural
        value={missing}
        one="# picture did not come; a sketch stands in for it."
        other="# pictures did not come; sketches stand in for them."
      />
      <Button size="sm" onClick={retry}>
        <Trans>Try again</Trans>
      </Button>
    </span>
  );
}

function Sheets({ laid, head, urls }: { laid: LaidBoards; head: SheetHeadWords; urls: ReadonlyMap<string, string> }) {
  const placed = (index: number) => ({ number: index + 1, of: laid.pages.length, head, urls });
  return laid.kind === 'econte'
    ? laid.pages.map(
        (
          page,
          index, // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
        ) => <ConteSheet key={index} {...placed(index)} page={page} geometry={laid.geometry} />,
      )
    : laid.pages.map(
        (
          page,
          index, // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
        ) => <BoardSheet key={index} {...placed(index)} cells={page} geometry={laid.geometry} />,
      );
}
