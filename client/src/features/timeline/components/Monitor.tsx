import { Trans, useLingui } from '@lingui/react/macro';
import { clipAtFrame } from '@trashfire/shared/document/timeline';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { type RefObject, useEffect, useRef } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { useUi } from '../../../app/ui-store.ts';
import { cx } from '../../../ui/cx.ts';
import { Sketch } from '../../../ui/Sketch.tsx';
import { describeShot, type EpisodeModel, type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useCharacterNames } from '../../studio/model/use-episode-model.ts';
import { usePlan } from '../../studio/model/use-plan.ts';
import { captionAt } from '../model/captions.ts';
import type { Reel } from '../model/reels.ts';
import { mixAudible } from '../model/rows.ts';
import { useCutCaptions } from '../model/use-cut-captions.ts';
import { useHeard, useTracks } from '../model/use-tracks.ts';
import { useLiveView } from '../model/view.ts';
import styles from './Timeline.module.css';

interface MonitorProps {
  video: RefObject<HTMLVideoElement | null>;
  /** The film under the playhead; null plays the shots themselves in the order of the timeline. */
  reel: Reel | null;
  model: EpisodeModel;
}

export function Monitor({ video, reel, model }: MonitorProps) {
  const { t } = useLingui();
  const shown = useUi((ui) => ui.captions);
  const hidden = useTracks().some(({ kind, muted }) => kind === 'video' && muted);
  return (
    <section
      className={cx(styles.monitor, hidden && styles.hidden)}
      data-laser="player"
      aria-label={t({ message: 'Monitor', comment: 'Where the picture is shown' })}
    >
      {reel === null ? <Sequence model={model} /> : <CutVideo key={reel.asset} video={video} reel={reel} shown={shown} />}
      {shown && reel === null ? <CaptionOverlay /> : null}
      {hidden ? (
        <p className={styles.monitorNote}>
          <Trans>The picture track is hidden. Its eye shows it again.</Trans>
        </p>
      ) : null}
    </section>
  );
}

interface CutVideoProps {
  video: RefObject<HTMLVideoElement | null>;
  reel: Reel;
  shown: boolean;
}

function CutVideo({ video, reel, shown }: CutVideoProps) {
  const { t } = useLingui();
  const { asset, start } = reel;
  const heard = mixAudible(useHeard());
  const url = useAssetUrl(asset);
  useCutCaptions(video, asset, shown);
  // A renewed URL of the same cut must not restart the picture.
  const first = useRef<string | null>(null);
  first.current ??= url;
  const source = first.current ?? undefined;
  const renew = () => {
    const element = video.current;
    if (element === null || url === null || url === source) return;
    const { currentTime } = element;
    element.src = url;
    element.currentTime = currentTime;
  };
  return (
    // Its caption track is added by script, from what the cut was made of.
    <video
      ref={video}
      src={source}
      className={styles.video}
      aria-label={t`The episode`}
      playsInline
      muted={!heard}
      preload="auto"
      onError={renew}
      onLoadedMetadata={(event) => {
        event.currentTarget.currentTime = Math.max(0, useSelection.getState().frame - start) / EDIT_RATE;
      }}
    />
  );
}

/** Without a cut: each shot's segment where it was rendered, its still where not, for as long as its clip lasts. */
function Sequence({ model }: { model: EpisodeModel }) {
  const speed = useSelection((state) => state.speed);
  const clipId = useSelection(
    (state) => clipAtFrame(model.timeline, Math.min(Math.floor(state.frame), model.timeline.frames - 1))?.id,
  );
  const clip = model.timeline.clips.find(({ id }) => id === clipId);
  const view = model.shots.get(clip?.shotId ?? '');
  if (!clip || !view) return <div className={cx(styles.video, styles.black)} data-testid="black" />;
  return <SequenceShot key={view.id} view={view} start={clip.start} speed={speed} />;
}

function SequenceShot({ view, start, speed }: { view: ShotView; start: number; speed: number }) {
  const names = useCharacterNames();
  const still = useAssetUrl(shownPicture(view));
  const segment = useAssetUrl(view.render?.segment);
  const voices = useAssetUrl(view.render?.dialogue);
  const video = useRef<HTMLVideoElement>(null);
  const audio = useRef<HTMLAudioElement>(null);
  const heard = useHeard().has('dialogue');
  const jumps = useLiveView((live) => live.jumps);
  useEffect(() => {
    // Sought again whenever the playhead jumps: while a shot plays by itself nothing else tells it.
    void jumps;
    const at = Math.max(0, useSelection.getState().frame - start) / EDIT_RATE;
    for (const element of [video.current, audio.current]) {
      if (element === null) continue;
      element.currentTime = at;
      if (speed === 1) element.play().catch(() => undefined);
      else element.pause();
    }
  }, [speed, start, jumps]);
  const frame = useSelection((state) => (speed === 1 ? null : state.frame));
  useEffect(() => {
    if (frame !== null && video.current && video.current.readyState > 0)
      video.current.currentTime = Math.max(0, frame - start) / EDIT_RATE;
  }, [frame, start]);
  return (
    <>
      {still ? (
        <img className={styles.video} src={still} alt={describeShot(view, names)} />
      ) : (
        <div className={styles.video}>
          <Sketch size={view.shot.size} cast={view.shot.cast.length} />
        </div>
      )}
      {segment ? (
        <video
          ref={video}
          className={styles.video}
          src={segment}
          muted
          playsInline
          aria-label={describeShot(view, names)}
          onLoadedMetadata={(event) => {
            event.currentTarget.currentTime = Math.max(0, useSelection.getState().frame - start) / EDIT_RATE;
            if (speed === 1) event.currentTarget.play().catch(() => undefined);
          }}
        />
      ) : null}
      {voices ? (
        // Captions are shown over the picture.
        <audio ref={audio} src={voices} muted={!heard} autoPlay={speed === 1} />
      ) : null}
    </>
  );
}

/** Without a cut what plays is the plan itself, so its captions are the plan's. */
function CaptionOverlay() {
  const { plan } = usePlan();
  const text = useSelection(({ frame }) => (plan === null ? null : captionAt(plan.captions, frame, plan.fps))?.text);
  return text === undefined ? null : <p className={styles.caption}>{text}</p>;
}
