import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from 'react-router';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Sketch } from '../../../ui/Sketch.tsx';
import { type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import type { EntryTab } from '../model/items.ts';
import { useUses } from '../model/use-items.ts';
import { OtherEpisodes } from './OtherEpisodes.tsx';
import styles from './Page.module.css';

/** Every shot that shows it, of this episode with its picture, of the others by number; a click goes to the shot on its board. */
export function EntryShots({ id, tab }: { id: string; tab: EntryTab }) {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const shots = (useUses().get(id) ?? []).flatMap((shot) => model.shots.get(shot) ?? []);
  const count = shots.length;
  const title = tab === 'locations' ? t`Shots set here` : t`Shots`;
  return (
    <>
      <section aria-label={title} className={styles.section}>
        <h3 className={styles.title}>
          {title}
          <span className={styles.meta}>{t`${plural(count, { one: '# in this episode', other: '# in this episode' })}`}</span>
        </h3>
        {count === 0 ? (
          <p className={styles.meta}>
            <Trans>In no shot of this episode yet.</Trans>
          </p>
        ) : (
          <ul className={styles.shots}>
            {shots.map((view) => (
              <ShotLink key={view.id} view={view} />
            ))}
          </ul>
        )}
      </section>
      <OtherEpisodes id={id} title={title} />
    </>
  );
}

function ShotLink({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const navigate = useNavigate();
  const select = useSelection((state) => state.select);
  const url = useAssetUrl(shownPicture(view));
  const { number } = view;
  const { title } = view.shot;
  const jump = () => {
    select(view.id, view.sceneId);
    void navigate(`/episodes/${episode.id}/storyboard`);
  };
  return (
    <li>
      <button type="button" className={styles.shot} aria-label={t`Go to shot ${number}`} onClick={jump}>
        <span className={styles.thumb}>
          {url ? <img src={url} alt="" loading="lazy" /> : <Sketch size={view.shot.size} cast={view.shot.cast.length} />}
        </span>
        <b className="mono">{number}</b> <span className="ellipsis">{title}</span>
      </button>
    </li>
  );
}
