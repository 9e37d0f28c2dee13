import { Trans, useLingui } from '@lingui/react/macro';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { describeShot, type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useCharacterNames, useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useShotStates } from '../../studio/model/use-plan.ts';
import { CameraFields } from './CameraFields.tsx';
import { CastFields } from './CastFields.tsx';
import styles from './Inspector.module.css';
import { LockLine } from './LockLine.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { ShotLines } from './ShotLines.tsx';
import { ShotStateLine } from './ShotStateLine.tsx';
import { TakesSection } from './TakesSection.tsx';

/** Everything about the selected shot, each field an edit of the shared document. */
export function Inspector({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const shotId = useSelection((state) => state.shotId);
  const view = shotId === null ? undefined : model.shots.get(shotId);
  return (
    <div className={styles.docked}>
      <Panel
        label={t`Inspector`}
        title={
          view ? (
            <>
              <span className="mono">{view.number}</span> {view.shot.title}
            </>
          ) : (
            t`Inspector`
          )
        }
        onClose={onClose}
      >
        {view ? (
          <Fields key={view.id} view={view} />
        ) : (
          <p className={styles.none}>
            <Trans>Choose a shot on the board, in the timeline or beside the script.</Trans>
          </p>
        )}
      </Panel>
    </div>
  );
}

function Fields({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const names = useCharacterNames();
  const set = useSelection((state) => state.set);
  const state = useShotStates()(view);
  const url = useAssetUrl(shownPicture(view));
  const { number } = view;
  return (
    <div className={styles.fields}>
      <button
        type="button"
        className={styles.picture}
        onClick={() => set({ preview: view.id })}
        aria-label={t`Play shot ${number}`}
      >
        {url ? <img src={url} alt={describeShot(view, names)} /> : <Sketch size={view.shot.size} cast={view.shot.cast.length} />}
      </button>
      <div className={styles.stateRow}>
        <ShotStateLine view={view} state={state} />
      </div>
      {view.shot.lock === null ? null : <LockLine lock={view.shot.lock} />}
      <CameraFields view={view} />
      <CastFields view={view} />
      <PlaceFields view={view} />
      <ShotLines view={view} />
      <TakesSection view={view} />
    </div>
  );
}
