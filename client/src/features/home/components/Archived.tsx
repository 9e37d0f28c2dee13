import { Trans, useLingui } from '@lingui/react/macro';
import { ArchiveRestore } from 'lucide-react';
import { Link } from 'react-router';
import { IconButton } from '../../../ui/Button.tsx';
import { episodeCode } from '../model/progress.ts';
import type { Series, SeriesActions } from '../model/use-series.ts';
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
  const aside = all.filter(({ archivedAt }) => archivedAt !== null);
  const episodes = series?.episodes.filter(({ archivedAt }) => archivedAt !== null) ?? [];
  const count = aside.length + episodes.length;
  if (count === 0) return null;
  return (
    <details className={styles.archived}>
      <summary className={styles.sideTitle}>
        <Trans>Archived</Trans>
        <span className={styles.count}>{count}</span>
      </summary>
      <ul className={styles.rows} aria-label={t`Archived`}>
        {episodes.map(({ id, title, number }) => (
          <li key={id} className={styles.asideRow}>
            <Link to={`/episodes/${id}/script`} className={styles.asideName}>
              <span className={styles.code}>{episodeCode(number)}</span> {title}
            </Link>
            <IconButton
              icon={ArchiveRestore}
              label={t`Take “${{ title }}” back`}
              onClick={() => actions.shelveEpisode.mutate({ episodeId: id, title, aside: false })}
            />
          </li>
        ))}
        {aside.map(({ id, title }) => (
          <li key={id} className={styles.asideRow}>
            <button type="button" className={styles.asideName} onClick={() => onChoose(id)}>
              {title}
            </button>
            <IconButton
              icon={ArchiveRestore}
              label={t`Take “${{ title }}” back`}
              onClick={() => actions.shelveSeries.mutate({ seriesId: id, title, aside: false })}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
