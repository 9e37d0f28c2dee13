import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { serverWords } from '../../../i18n/server-words.ts';
import { Progress } from '../../../ui/Progress.tsx';
import styles from './Home.module.css';

/** What is being made right now, and what could not be: the reasons to open something. Nothing going on shows nothing. */
export function SideList() {
  const { t } = useLingui();
  const { data } = useQuery({ queryKey: KEYS.queue, queryFn: ({ signal }) => call('queue', { signal }) });
  const live = (data?.renders ?? []).filter((render) => render.state === 'open' || render.state === 'failed').slice(0, 4);
  if (live.length === 0) return null;
  return (
    <section aria-label={t`In the works`}>
      <h2 className={styles.sideTitle}>
        <Trans>In the works</Trans>
      </h2>
      <ul className={styles.cards}>
        {live.map((render) => (
          <li key={render.id}>
            <Link className={styles.card} to={`/episodes/${render.episodeId}/queue`}>
              <span className={styles.cardTitle}>{render.episodeTitle}</span>
              <span className={styles.cardText}>
                {render.state === 'failed'
                  ? render.reason === null
                    ? t`Could not be rendered`
                    : serverWords(render.reason)
                  : t`${{ done: render.done }} of ${{ total: render.total }} shots, asked by ${{ person: render.askedBy }}`}
              </span>
              {render.state === 'open' ? (
                <Progress
                  percent={(100 * render.done) / Math.max(1, render.total)}
                  label={t`Rendering ${{ title: render.episodeTitle }}`}
                />
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
