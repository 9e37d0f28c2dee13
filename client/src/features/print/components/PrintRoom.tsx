import { Plural, useLingui } from '@lingui/react/macro';
import { sceneNumbers } from '@trashfire/shared/document/numbering';
import type { Paper } from '@trashfire/shared/layout/grid';
import { layoutScript } from '@trashfire/shared/layout/script-layout';
import { ArrowLeft, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useScript } from '../../../collab/script-store.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { titlePageOf } from '../model/title-page.ts';
import styles from './Print.module.css';
import { type NumberSide, Sheet, TitleSheet } from './Sheet.tsx';

/** The script page by page as it comes out of a printer, or as the PDF that the browser's print dialog saves. */
export function PrintRoom() {
  const { t } = useLingui();
  const navigate = useNavigate();
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
      <div className={styles.bar} role="toolbar" aria-label={t`Print`}>
        <IconButton
          icon={ArrowLeft}
          label={t`Back to the script`}
          onClick={() => void navigate(`/episodes/${episode.id}/script`)}
        />
        <span className={styles.choice}>
          <Select
            label={t`Paper`}
            value={paper}
            onChange={setPaper}
            options={[
              { value: 'letter', label: t`US Letter` },
              { value: 'a4', label: t`A4` },
            ]}
          />
        </span>
        <span className={styles.choice}>
          <Select
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
        </span>
        <span className={styles.count}>
          <Plural value={pages.length} one="# page" other="# pages" />
        </span>
        <Button variant="primary" icon={Printer} onClick={() => window.print()}>
          {t`Print or save as PDF`}
        </Button>
      </div>
      <div className={styles.sheets}>
        {/* The paper of the print dialog follows the choice; margins are part of the page. */}
        <style>{`@page { size: ${paper === 'a4' ? 'A4' : 'letter'}; margin: 0; }`}</style>
        {title ? <TitleSheet page={title} paper={paper} /> : null}
        {pages.map((page, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
          <Sheet key={index} page={page} number={index + 1} paper={paper} scenes={scenes} sides={sides} />
        ))}
      </div>
    </div>
  );
}
