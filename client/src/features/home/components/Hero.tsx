import { Play } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { Button } from '../../../ui/Button.tsx';
import { clock } from '../../../ui/timecode.ts';
import { episodeCode } from '../model/progress.ts';
import type { Series } from '../model/use-series.ts';
import styles from './Home.module.css';

/** The newest piece of the series that can be watched, behind its title. */
export function Hero({ series }: { series: Series }) {
  const navigate = useNavigate();
  const latest = [...series.episodes].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0];
  // A cut plays whole; before there is one, what has been rendered plays shot by shot.
  const playable = series.episodes.find(({ cut }) => cut !== null) ?? series.episodes.find(({ shotsDone }) => shotsDone > 0);
  const picture = series.poster ?? latest?.poster ?? null;
  return (
    <section className={styles.hero} aria-label={series.title}>
      {picture ? <img className={styles.heroPicture} src={picture} alt="" /> : <div className={styles.heroEmpty} />}
      <div className={styles.heroWords}>
        <h1 className={styles.heroTitle}>{series.title}</h1>
        {series.logline ? <p className={styles.logline}>{series.logline}</p> : null}
        <div className={styles.heroActions}>
          {latest ? (
            <Link className={styles.open} to={`/episodes/${latest.id}/script`}>
              Open {episodeCode(latest.number)}
            </Link>
          ) : null}
          {playable ? (
            <Button size="lg" icon={Play} onClick={() => void navigate(`/episodes/${playable.id}/timeline?play=0`)}>
              Watch {episodeCode(playable.number)}
              {playable.cut === null ? '' : `, ${clock(playable.frames / 24)}`}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}
