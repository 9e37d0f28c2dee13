import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useRecords } from '../../../collab/records.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { timecode } from '../../../ui/timecode.ts';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { chosenClip } from '../model/chosen-clip.ts';
import { spanOf } from '../model/range.ts';
import { reelAt, reelsOf } from '../model/reels.ts';
import { seek } from '../model/seek.ts';
import { useTransport } from '../model/transport.ts';
import { usePaletteEdits } from '../model/use-palette-edits.ts';
import { useTimelineActions } from '../model/use-timeline-actions.ts';
import { useTimelineKeys } from '../model/use-timeline-keys.ts';
import { useZoom } from '../model/use-zoom.ts';
import { useTimelineView, useWindowView } from '../model/view.ts';
import { ClipBar } from './ClipBar.tsx';
import { Monitor } from './Monitor.tsx';
import { offCut, usePutIntoCut } from './OffCut.tsx';
import styles from './Timeline.module.css';
import { Tracks } from './Tracks.tsx';
import { Transport } from './Transport.tsx';

/** The cut: a monitor above, the tracks below. */
export function TimelineRoom() {
  const model = useEpisodeModel();
  return model.timeline.clips.length === 0 ? <NothingCut model={model} /> : <Editor model={model} />;
}

function NothingCut({ model }: { model: EpisodeModel }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const put = usePutIntoCut();
  const shots = offCut(model);
  return (
    <EmptyState
      title={t`Nothing is cut yet`}
      actions={
        shots.length > 0 && writable ? (
          <Button onClick={() => put(shots)}>
            <Trans>Put all into the cut</Trans>
          </Button>
        ) : undefined
      }
    >
      {shots.length === 0 ? (
        <Trans>
          Shots that are boarded stand here in the order of the story. Board a scene first; its clips appear by themselves.
        </Trans>
      ) : (
        <Trans>All shots of the board have been taken out of the cut.</Trans>
      )}
    </EmptyState>
  );
}

/** px of the heads on the left of the tracks; a phone has no room for them. */
const HEAD_PX = 140;

function Editor({ model }: { model: EpisodeModel }) {
  const { t } = useLingui();
  const { rendersDoc, episode } = useStudio();
  const cuts = useRecords(rendersDoc.doc, 'cutRenders');
  const [live, setLive] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const cut = cuts.find(({ id, asset }) => id === episode.id && asset !== null);
  const whole = cut !== undefined && !live;
  const reels = useMemo(() => reelsOf(model, cuts, episode.id, whole), [model, cuts, episode.id, whole]);
  const frames = whole ? (reels[0]?.end ?? 0) : model.timeline.frames;
  const asset = useSelection((state) => reelAt(reels, Math.floor(state.frame))?.asset ?? null);
  const reel = useMemo(() => reels.find((candidate) => candidate.asset === asset) ?? null, [reels, asset]);
  const seekTo = useCallback((frame: number) => seek({ video: video.current, reels, frames }, frame), [reels, frames]);
  const phone = useMedia(PHONE);
  const headWidth = phone ? 0 : HEAD_PX;
  const zoom = useZoom(scroll, model.timeline, headWidth);
  const actions = useTimelineActions({ model, frames, seekTo, zoom });
  useWindowOf(episode.id);
  useTransport({ video, reel, frames, span: useLoop(frames), seekTo });
  useTimelineKeys(actions);
  usePaletteEdits(actions);
  useAutoplay(seekTo);
  useEffect(() => () => useSelection.getState().set({ speed: 0 }), []);
  const selected = useSelection((state) => state.shotId);
  const view = selected === null ? undefined : model.shots.get(selected);
  const number = view?.number;
  const chosenId = useSelection((state) => chosenClip(model.timeline.clips, state)?.id);
  const chosen = model.timeline.clips.find(({ id }) => id === chosenId) ?? null;
  useNote([...(view ? [t`Shot ${number}`] : []), '24 fps', timecode(model.timeline.frames)].join(' · '));
  const onLive = (next: boolean) => {
    useSelection.getState().set({ speed: 0 });
    setLive(next);
  };
  return (
    <div className={styles.room}>
      <Monitor video={video} reel={reel} model={model} />
      <Transport
        model={model}
        frames={frames}
        cut={cut ? (cut.assetPreset ?? cut.preset) : null}
        live={!whole}
        onLive={onLive}
        actions={actions}
      />
      <Tracks
        model={model}
        frames={frames}
        zoom={zoom.zoom}
        scroll={scroll}
        headWidth={headWidth}
        actions={actions}
        onSeek={seekTo}
      />
      {phone ? <ClipBar view={model.shots.get(chosen?.shotId ?? '')} clip={chosen} actions={actions} /> : null}
    </div>
  );
}

/** In and out points of another episode are none of this one's. */
function useWindowOf(episodeId: string): void {
  useEffect(() => useWindowView.getState().enter(episodeId), [episodeId]);
}

/** What is played round and round; null while nothing is. */
function useLoop(frames: number): ReturnType<typeof spanOf> {
  const loop = useTimelineView((view) => view.loop);
  const range = useWindowView((view) => view.range);
  return useMemo(() => (loop ? spanOf(range, frames) : null), [loop, range, frames]);
}

/** `?play=FRAME`: somebody pressed Watch. */
function useAutoplay(seekTo: (frame: number) => void): void {
  const [params, setParams] = useSearchParams();
  const from = params.get('play');
  const go = useRef(seekTo);
  go.current = seekTo;
  useEffect(() => {
    if (from === null) return;
    setParams({}, { replace: true });
    go.current(Number.parseInt(from, 10) || 0);
    useSelection.getState().set({ speed: 1 });
  }, [from, setParams]);
}
