import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { timecode } from '../../../ui/timecode.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useNote } from '../../studio/model/status-note.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useCut } from '../../studio/model/use-plan.ts';
import { useTransport } from '../model/transport.ts';
import { useTimelineKeys } from '../model/use-timeline-keys.ts';
import { Monitor } from './Monitor.tsx';
import styles from './Timeline.module.css';
import { Tracks } from './Tracks.tsx';
import { Transport } from './Transport.tsx';

/** The cut: a monitor above, the clips below. */
export function TimelineRoom() {
  const model = useEpisodeModel();
  const { cut } = useCut();
  const [live, setLive] = useState(false);
  const [speed, setSpeed] = useState(0);
  const video = useRef<HTMLVideoElement>(null);
  const playing = useSelection((state) => state.playing);
  const set = useSelection((state) => state.set);
  const asset = live ? null : (cut?.asset ?? null);
  const frames = asset && cut ? Math.round((cut.frames * 24) / cut.fps) : model.timeline.frames;
  useTransport(video, frames, speed);
  useTimelineKeys({ model, frames, speed, setSpeed, video });
  useAutoplay(asset !== null || model.timeline.clips.length > 0, setSpeed);
  useEffect(() => {
    if (!playing) setSpeed(0);
  }, [playing]);
  useEffect(() => {
    set({ playing: speed !== 0 });
  }, [speed, set]);
  useEffect(() => () => set({ playing: false }), [set]);
  const selected = useSelection((state) => state.shotId);
  const view = selected === null ? undefined : model.shots.get(selected);
  useNote(`${view ? `Shot ${view.number} · ` : ''}24 fps · ${timecode(model.timeline.frames)}`);
  if (model.timeline.clips.length === 0) {
    return (
      <EmptyState title="Nothing is cut yet">
        Shots that are boarded stand here in the order of the story. Board a scene first; its clips appear by themselves.
      </EmptyState>
    );
  }
  return (
    <div className={styles.room}>
      <Monitor video={video} asset={asset} model={model} speed={speed} />
      <Transport
        frames={frames}
        speed={speed}
        onSpeed={setSpeed}
        hasCut={Boolean(cut?.asset)}
        live={live || !cut?.asset}
        onLive={(next) => {
          setSpeed(0);
          setLive(next);
        }}
        video={video}
      />
      <Tracks model={model} frames={frames} video={video} />
    </div>
  );
}

/** `?play=1`: somebody pressed Watch. */
function useAutoplay(ready: boolean, setSpeed: (speed: number) => void): void {
  const [params, setParams] = useSearchParams();
  const wanted = params.has('play');
  useEffect(() => {
    if (!wanted || !ready) return;
    setParams({}, { replace: true });
    useSelection.getState().set({ frame: 0 });
    setSpeed(1);
  }, [wanted, ready, setParams, setSpeed]);
}
