import { useLingui } from '@lingui/react/macro';
import { sceneNumbers } from '@trashfire/shared/document/numbering';
import type { Paper } from '@trashfire/shared/layout/grid';
import { layoutScript } from '@trashfire/shared/layout/script-layout';
import { useMemo, useState } from 'react';
import { useScript } from '../../../collab/script-store.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { titlePageOf } from '../model/title-page.ts';
import { Pages } from './Pages.tsx';
import styles from './Print.module.css';
import { Choice, PaperChoice, PrintBar } from './PrintBar.tsx';
import { type NumberSide, Sheet, TitleSheet } from './Sheet.tsx';

/** The script page by page as it comes out of a printer, or as the PDF that the browser's print dialog saves. */
export function PrintRoom() {
  const { t } = useLingui();
  const { episode, episodeDoc } = useStudio();
  const blocks = useScript(episodeDoc.doc);
  const [paper, setPaper] = useState<Paper>('letter');
  const [sides, setSides] = useState<NumberSide>('both');
  const { pages } = useMemo(() => layoutScript(blocks, { paper, continued: true }), [blocks, paper]);
  const title = useMemo(() => titlePageOf(blocks), [blocks]);
  const scenes = useMemo(() => {
    const headings = blocks.flatMap(({ id, type, number }) => (type === 'sceneHeading' && id !== null ? [{ id, number }] : []));
    return sceneNumbers(headings);
  }, [blocks]);
  return (
    <div className={styles.room}>
      <PrintBar back={{ label: t`Back to the script`, to: `/episodes/${episode.id}/script` }} pages={pages.length}>
        <PaperChoice paper={paper} onChange={setPaper} />
        <Choice
          label={t`Scene numbers`}
          value={sides}
          onChange={setSides}
          options={[
            { value: 'none', label: t`No scene numbers` },
            { value: 'left', label: t`Numbers left` },
            { value: 'right', label: t`Numbers right` },
            { value: 'both', label: t`Numbers on both sides` },
          ]}
        />
      </PrintBar>
      <Pages paper={paper}>
        {title ? <TitleSheet page={title} paper={paper} /> : null}
        {pages.map((page, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
          <Sheet key={index} page={page} number={index + 1} paper={paper} scenes={scenes} sides={sides} />
        ))}
      </Pages>
    </div>
  );
}
