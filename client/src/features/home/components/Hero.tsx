import { Trans } from '@lingui/react/macro';
import { Play } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { Button } from '../../../ui/Button.tsx';
import { clock } from '../../../ui/timecode.ts';
import { newestFirst, newestPlayable } from '../model/playable.ts';
import { episodeCode } from '../model/progress.ts';
import { standing } from '../model/standing.ts';
import type { Series } from '../model/use-series.ts';
import styles from './Home.module.css';

/** The newest piece of the series that can be watched, behind its title. */
export function Hero({ series }: { series: Series }) {
  const navigate = useNavigate();
  const latest = newestFirst(standing(series))[0];
  const playable = newestPlayable(standing(series));
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
              <Trans comment="episode: its code, such as E03">Open {{ episode: episodeCode(latest.number) }}</Trans>
            </Link>
          ) : null}
          {playable ? (
            <Button size="lg" icon={Play} onClick={() => void navigate(`/episodes/${playable.id}/timeline?play=0`)}>
              {playable.cut === null ? (
                <Trans>Watch {{ episode: episodeCode(playable.number) }}</Trans>
              ) : (
                <Trans>
                  Watch {{ episode: episodeCode(playable.number) }}, {{ length: clock(playable.frames / 24) }}
                </Trans>
              )}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}
