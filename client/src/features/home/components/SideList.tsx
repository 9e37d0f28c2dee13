import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { Progress } from '../../../ui/Progress.tsx';
import styles from './Home.module.css';

/** What is being made right now, and what could not be: the reasons to open something. Nothing going on shows nothing. */
export function SideList() {
  const { data } = useQuery({ queryKey: KEYS.queue, queryFn: ({ signal }) => call('queue', { signal }) });
  const live = (data?.renders ?? []).filter((render) => render.state === 'open' || render.state === 'failed').slice(0, 4);
  if (live.length === 0) return null;
  return (
    <section aria-label="In the works">
      <h2 className={styles.sideTitle}>In the works</h2>
      <ul className={styles.cards}>
        {live.map((render) => (
          <li key={render.id}>
            <Link className={styles.card} to={`/episodes/${render.episodeId}/queue`}>
              <span className={styles.cardTitle}>{render.episodeTitle}</span>
              <span className={styles.cardText}>
                {render.state === 'failed'
                  ? (render.reason ?? 'Could not be rendered')
                  : `${render.done} of ${render.total} shots, asked by ${render.askedBy}`}
              </span>
              {render.state === 'open' ? (
                <Progress percent={(100 * render.done) / Math.max(1, render.total)} label={`Rendering ${render.episodeTitle}`} />
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
