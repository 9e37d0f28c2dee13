import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useRecords } from '../../../collab/records.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { timecode } from '../../../ui/timecode.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { reelAt, reelsOf } from '../model/reels.ts';
import { seek } from '../model/seek.ts';
import { useTransport } from '../model/transport.ts';
import { useTimelineKeys } from '../model/use-timeline-keys.ts';
import { Monitor } from './Monitor.tsx';
import styles from './Timeline.module.css';
import { Tracks } from './Tracks.tsx';
import { Transport } from './Transport.tsx';

/** The cut: a monitor above, the clips below. */
export function TimelineRoom() {
  const { t } = useLingui();
  const { rendersDoc, episode } = useStudio();
  const model = useEpisodeModel();
  const cuts = useRecords(rendersDoc.doc, 'cutRenders');
  const [live, setLive] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const cut = cuts.find(({ id, asset }) => id === episode.id && asset !== null);
  const whole = cut !== undefined && !live;
  const reels = useMemo(() => reelsOf(model, cuts, episode.id, whole), [model, cuts, episode.id, whole]);
  const frames = whole ? (reels[0]?.end ?? 0) : model.timeline.frames;
  const asset = useSelection((state) => reelAt(reels, Math.floor(state.frame))?.asset ?? null);
  const reel = useMemo(() => reels.find((candidate) => candidate.asset === asset) ?? null, [reels, asset]);
  const seekTo = (frame: number) => seek({ video: video.current, reels, frames }, frame);
  useTransport(video, reel, frames);
  useTimelineKeys(model, frames, seekTo);
  useAutoplay(model.timeline.clips.length > 0, seekTo);
  useEffect(() => () => useSelection.getState().set({ speed: 0 }), []);
  const selected = useSelection((state) => state.shotId);
  const view = selected === null ? undefined : model.shots.get(selected);
  const number = view?.number;
  useNote([...(view ? [t`Shot ${number}`] : []), '24 fps', timecode(model.timeline.frames)].join(' · '));
  if (model.timeline.clips.length === 0) {
    return (
      <EmptyState title={t`Nothing is cut yet`}>
        <Trans>
          Shots that are boarded stand here in the order of the story. Board a scene first; its clips appear by themselves.
        </Trans>
      </EmptyState>
    );
  }
  const onLive = (next: boolean) => {
    useSelection.getState().set({ speed: 0 });
    setLive(next);
  };
  return (
    <div className={styles.room}>
      <Monitor video={video} reel={reel} model={model} />
      <Transport
        frames={frames}
        cut={cut ? (cut.assetPreset ?? cut.preset) : null}
        live={!whole}
        onLive={onLive}
        onSeek={seekTo}
      />
      <Tracks model={model} frames={frames} onSeek={seekTo} />
    </div>
  );
}

/** `?play=FRAME`: somebody pressed Watch. */
function useAutoplay(ready: boolean, seekTo: (frame: number) => void): void {
  const [params, setParams] = useSearchParams();
  const from = params.get('play');
  const go = useRef(seekTo);
  go.current = seekTo;
  useEffect(() => {
    if (from === null || !ready) return;
    setParams({}, { replace: true });
    go.current(Number.parseInt(from, 10) || 0);
    useSelection.getState().set({ speed: 1 });
  }, [from, ready, setParams]);
}
