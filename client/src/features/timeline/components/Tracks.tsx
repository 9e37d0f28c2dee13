import { Trans, useLingui } from '@lingui/react/macro';
import type { Timeline } from '@trashfire/shared/document/timeline';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import {
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { usePeerWindows, windowName } from '../../../collab/presence.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { isTyping } from '../../../ui/keys.ts';
import { timecode } from '../../../ui/timecode.ts';
import { PHONE } from '../../../ui/use-media.ts';
import { type EpisodeModel, placeName } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { clampZoom, fitZoom, rulerStep, zoomAround } from '../model/time-scale.ts';
import { ClipRow } from './ClipRow.tsx';
import { DialogueRow } from './DialogueRow.tsx';
import styles from './Timeline.module.css';

interface TracksProps {
  model: EpisodeModel;
  frames: number;
  onSeek: (frame: number) => void;
}

/** Ruler, scenes, picture and dialogue, under one playhead. */
export function Tracks({ model, frames, onSeek }: TracksProps) {
  const { t } = useLingui();
  const scroll = useRef<HTMLDivElement>(null);
  const { zoom, fit, zoomBy } = useZoom(scroll, model.timeline);
  const width = Math.max(1, model.timeline.frames * zoom);
  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1 && event.type === 'pointermove') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    onSeek((event.clientX - box.left) / zoom);
  };
  return (
    <section className={styles.tracks} aria-label={t`Tracks`}>
      <div className={styles.heads}>
        <div className={styles.headTools}>
          <IconButton icon={ZoomOut} label={t`Zoom out`} onClick={() => zoomBy(1 / 1.5)} />
          <IconButton icon={ZoomIn} label={t`Zoom in`} onClick={() => zoomBy(1.5)} />
          <IconButton
            icon={Maximize2}
            label={t({ message: 'Fit', comment: 'A button: zooms so that the whole cut is seen' })}
            shortcut="\"
            onClick={fit}
          />
        </div>
        <div className={styles.headScenes}>
          <Trans>Scenes</Trans>
        </div>
        <div className={styles.headClips}>V1</div>
        <div className={styles.headLines}>
          <Trans>Dialogue</Trans>
        </div>
      </div>
      <div ref={scroll} className={styles.scroll} data-testid="tracks">
        <div className={styles.lanes} style={{ width: width + 40 }}>
          <PlayheadSlider frames={frames} onScrub={scrub}>
            <Ruler frames={model.timeline.frames} zoom={zoom} />
          </PlayheadSlider>
          <SceneRow model={model} zoom={zoom} />
          <ClipRow model={model} zoom={zoom} onSeek={onSeek} />
          <DialogueRow zoom={zoom} />
          <PeerPlayheads zoom={zoom} />
          <Playhead zoom={zoom} scroll={scroll} />
        </div>
      </div>
    </section>
  );
}

/** On a phone the shortest clip stays wide enough for a finger, so fitting shows less. */
const TOUCH_PX = 44;

function useZoom(scroll: RefObject<HTMLDivElement | null>, { frames, clips }: Timeline) {
  const shortest = Math.min(...clips.map(({ duration }) => duration));
  const [zoom, setZoom] = useState(1);
  const current = useRef({ zoom, frames, shortest });
  current.current = { zoom, frames, shortest };
  const pending = useRef<number | null>(null);
  const fit = useCallback(() => {
    const width = scroll.current?.clientWidth ?? 800;
    const touch = window.matchMedia(PHONE).matches ? TOUCH_PX / Math.max(1, current.current.shortest) : 0;
    setZoom(Math.max(touch, fitZoom(current.current.frames, width - 40)));
  }, [scroll]);
  useLayoutEffect(fit, [fit]);
  useLayoutEffect(() => {
    if (pending.current !== null && scroll.current) scroll.current.scrollLeft = pending.current;
    pending.current = null;
    // Runs once per change of zoom, after the lanes have their new width.
    void zoom;
  }, [zoom, scroll]);
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.altKey && !event.ctrlKey) return;
      event.preventDefault();
      const x = event.clientX - element.getBoundingClientRect().left;
      const next = zoomAround(current.current.zoom, element.scrollLeft, x, Math.exp(-event.deltaY / 300));
      pending.current = next.scroll;
      setZoom(next.zoom);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '\\' && !event.ctrlKey && !event.metaKey && !isTyping(event)) fit();
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    window.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('wheel', onWheel);
      window.removeEventListener('keydown', onKey);
    };
  }, [scroll, fit]);
  const zoomBy = (factor: number) => setZoom((value) => clampZoom(value * factor));
  return { zoom, fit, zoomBy };
}

interface PlayheadSliderProps {
  /** End of the cut. */
  frames: number;
  onScrub: (event: PointerEvent<HTMLDivElement>) => void;
  children: ReactNode;
}

/** The ruler as one thing to aim at and to focus; arrows, Home and End move the playhead from anywhere in the room (useTimelineKeys). */
function PlayheadSlider({ frames, onScrub, children }: PlayheadSliderProps) {
  const { t } = useLingui();
  const frame = useSelection((state) => Math.min(Math.max(0, Math.floor(state.frame)), frames));
  return (
    <div
      className={styles.ruler}
      onPointerDown={onScrub}
      onPointerMove={onScrub}
      role="slider"
      aria-label={t`Playhead`}
      aria-valuemin={0}
      aria-valuemax={frames}
      aria-valuenow={frame}
      aria-valuetext={timecode(frame)}
      tabIndex={0}
    >
      {children}
    </div>
  );
}

function Ruler({ frames, zoom }: { frames: number; zoom: number }) {
  const step = rulerStep(zoom);
  const marks = Array.from({ length: Math.floor(frames / step) + 1 }, (_, index) => index * step);
  return (
    <>
      {marks.map((frame) => (
        <span key={frame} className={styles.mark} style={{ left: frame * zoom }}>
          {timecode(frame)}
        </span>
      ))}
    </>
  );
}

function SceneRow({ model, zoom }: { model: EpisodeModel; zoom: number }) {
  return (
    <div className={styles.scenes}>
      {model.scenes.map((scene) => {
        const first = scene.shots.find(({ clip }) => clip !== null)?.clip;
        if (!first) return null;
        return (
          <span key={scene.id} className={styles.sceneMark} style={{ left: first.start * zoom, maxWidth: scene.frames * zoom }}>
            <b className="mono">{scene.number}</b> {placeName(scene.heading)}
          </span>
        );
      })}
    </div>
  );
}

/** Keeps itself in view while it plays. */
function Playhead({ zoom, scroll }: { zoom: number; scroll: RefObject<HTMLDivElement | null> }) {
  const frame = useSelection((state) => state.frame);
  const playing = useSelection((state) => state.speed !== 0);
  const x = frame * zoom;
  useEffect(() => {
    const element = scroll.current;
    if (element === null || !playing) return;
    if (x < element.scrollLeft || x > element.scrollLeft + element.clientWidth - 40) element.scrollLeft = Math.max(0, x - 60);
  }, [x, playing, scroll]);
  return <div className={styles.playhead} style={{ transform: `translateX(${x}px)` }} aria-hidden="true" />;
}

function PeerPlayheads({ zoom }: { zoom: number }) {
  const { episodeDoc } = useStudio();
  const windows = usePeerWindows(episodeDoc.awareness).filter(({ place }) => place?.room === 'timeline' && place.frame !== null);
  return (
    <>
      {windows.map(({ clientId, user, place, own }) => (
        <div
          key={clientId}
          className={styles.peerHead}
          style={{ transform: `translateX(${(place?.frame ?? 0) * zoom}px)`, '--peer': user.color } as React.CSSProperties}
        >
          <span>{windowName(user.name, own)}</span>
        </div>
      ))}
    </>
  );
}
