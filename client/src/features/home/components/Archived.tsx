import { Trans, useLingui } from '@lingui/react/macro';
import { ArchiveRestore } from 'lucide-react';
import { Link } from 'react-router';
import { IconButton } from '../../../ui/Button.tsx';
import { episodeCode } from '../model/progress.ts';
import { useMay } from '../model/use-may.ts';
import type { Series, SeriesActions } from '../model/use-series.ts';
import archive from './Archive.module.css';
import styles from './Home.module.css';

interface ArchivedProps {
  all: readonly Series[];
  /** The one on the page. */
  series: Series | null;
  onChoose: (id: string) => void;
  actions: SeriesActions;
}

/** What was put aside: series, and episodes of the series on the page. It opens as ever; nothing of it is lost. */
export function Archived({ all, series, onChoose, actions }: ArchivedProps) {
  const { t } = useLingui();
  const may = useMay();
  const aside = all.filter(({ archivedAt }) => archivedAt !== null);
  const episodes = series?.episodes.filter(({ archivedAt }) => archivedAt !== null) ?? [];
  const count = aside.length + episodes.length;
  if (count === 0) return null;
  return (
    <details className={archive.archived}>
      <summary className={styles.sideTitle}>
        <Trans>Archived</Trans>
        <span className={styles.count}>{count}</span>
      </summary>
      <ul className={archive.rows} aria-label={t`Archived`}>
        {episodes.map(({ id, title, number }) => (
          <li key={id} className={archive.asideRow}>
            <Link to={`/episodes/${id}/script`} className={archive.asideName}>
              <span className={styles.code}>{episodeCode(number)}</span> {title}
            </Link>
            {may.make ? (
              <IconButton
                icon={ArchiveRestore}
                label={t`Take “${{ title }}” back`}
                onClick={() => actions.shelveEpisode.mutate({ episodeId: id, title, aside: false })}
              />
            ) : null}
          </li>
        ))}
        {aside.map(({ id, title }) => (
          <li key={id} className={archive.asideRow}>
            <button type="button" className={archive.asideName} onClick={() => onChoose(id)}>
              {title}
            </button>
            {may.make ? (
              <IconButton
                icon={ArchiveRestore}
                label={t`Take “${{ title }}” back`}
                onClick={() => actions.shelveSeries.mutate({ seriesId: id, title, aside: false })}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
