import { useLingui } from '@lingui/react/macro';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Sketch } from '../../../ui/Sketch.tsx';
import { describeShot, type SceneView, type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useCharacterNames } from '../../studio/model/use-episode-model.ts';
import styles from './Script.module.css';

/** On a phone the margin has no room, so the scene's shots run along the top. */
export function ShotStrip({ scene }: { scene: SceneView | null }) {
  const { t } = useLingui();
  if (scene === null || scene.shots.length === 0) return null;
  return (
    <ol className={styles.strip} aria-label={t`Shots of scene ${{ number: scene.number }}`}>
      {scene.shots.map((view) => (
        <StripShot key={view.id} view={view} />
      ))}
    </ol>
  );
}

function StripShot({ view }: { view: ShotView }) {
  const names = useCharacterNames();
  const set = useSelection((state) => state.set);
  const url = useAssetUrl(shownPicture(view));
  return (
    <li>
      <button type="button" className={styles.stripShot} onClick={() => set({ preview: view.id })}>
        <span>
          {url ? (
            <img src={url} alt={describeShot(view, names)} />
          ) : (
            <Sketch size={view.shot.size} cast={view.shot.cast.length} />
          )}
        </span>
        <b className="mono">{view.number}</b>
      </button>
    </li>
  );
}
