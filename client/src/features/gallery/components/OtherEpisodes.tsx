import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import styles from './Page.module.css';

/** The series' other episodes that show an entry, with its shots in them; nothing while there are none. */
export function OtherEpisodes({ id, title }: { id: string; title: string }) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const { data, isError } = useQuery({
    queryKey: KEYS.entryShots(episode.seriesId, id),
    queryFn: ({ signal }) => call('entryShots', { params: { seriesId: episode.seriesId, entryId: id }, signal }),
    // Others board meanwhile, in episodes this window does not hold.
    refetchOnMount: 'always',
  });
  if (isError)
    return (
      <p className={styles.meta}>
        <Trans>The other episodes could not be read just now.</Trans>
      </p>
    );
  if (data === undefined) return null;
  const others = data.episodes.filter((one) => one.id !== episode.id);
  const untold = data.total - data.episodes.reduce((sum, { shots }) => sum + shots.length, 0);
  if (others.length === 0) return null;
  return (
    <section aria-label={t`${title} in other episodes`} className={styles.section}>
      <h3 className={styles.title}>
        <Trans>In other episodes</Trans>
      </h3>
      <ul className={styles.others}>
        {others.map((one) => {
          const number = `E${String(one.number).padStart(2, '0')}`;
          return (
            <li key={one.id}>
              <span className={styles.otherName}>
                <b className="mono">{number}</b> <span className="ellipsis">{one.title}</span>
              </span>
              <span className={styles.otherShots}>
                {one.shots.map((shot) => (
                  <Link
                    key={shot.id}
                    className={styles.otherShot}
                    to={`/episodes/${one.id}/storyboard?shot=${shot.id}`}
                    title={shot.title}
                    aria-label={t`Shot ${{ number: shot.number }} of ${{ episode: `${number} ${one.title}` }}`}
                  >
                    {shot.number}
                  </Link>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
      {untold > 0 ? (
        <p className={styles.meta}>{t`${plural(untold, { one: 'and # more shot', other: 'and # more shots' })}`}</p>
      ) : null}
    </section>
  );
}
