import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Sketch } from '../../../ui/Sketch.tsx';
import { type EpisodeModel, type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import { useBoardUi } from '../model/board-ui.ts';
import styles from './Storyboard.module.css';

/** The card that a finger carries, above the finger, with how many they are where several go along. */
export function CarriedCard({ model }: { model: EpisodeModel }) {
  const carried = useBoardUi((ui) => ui.carried);
  const view = carried === null ? undefined : model.shots.get(carried.id);
  if (carried === null || view === undefined) return null;
  return (
    <div
      className={styles.inHand}
      style={{ transform: `translate(${carried.x}px, ${carried.y}px)` }}
      data-testid="carried"
      aria-hidden="true"
    >
      <Picture view={view} />
      <b>{carried.ids.length > 1 ? `×${carried.ids.length}` : view.number}</b>
    </div>
  );
}

function Picture({ view }: { view: ShotView }) {
  const url = useAssetUrl(shownPicture(view));
  return url ? <img src={url} alt="" /> : <Sketch size={view.shot.size} cast={view.shot.cast.length} />;
}
