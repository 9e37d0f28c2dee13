import { useLingui } from '@lingui/react/macro';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { type PointerEvent, type ReactNode, useRef } from 'react';
import { timecode } from '../../../ui/timecode.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { rulerStep } from '../model/time-scale.ts';
import { useMarkers } from '../model/use-markers.ts';
import { isVisible, type Visible } from '../model/use-visible.ts';
import { MarkerFlag } from './MarkerFlag.tsx';
import { RangeBand } from './RangeBand.tsx';
import styles from './Ruler.module.css';

interface RulerProps {
  /** End of what is played. */
  frames: number;
  /** Length of the cut as it stands. */
  length: number;
  clips: readonly TimelineClip[];
  zoom: number;
  visible: Visible;
  onSeek: (frame: number) => void;
}

/** Time: press or drag to move the playhead; on it the range that is looped and the markers. */
export function Ruler({ frames, length, clips, zoom, visible, onSeek }: RulerProps) {
  const markers = useMarkers();
  const lane = useRef<HTMLDivElement>(null);
  const frameAt = (clientX: number) => (clientX - (lane.current?.getBoundingClientRect().left ?? 0)) / zoom;
  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1 && event.type === 'pointermove') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    onSeek(frameAt(event.clientX));
  };
  return (
    <div ref={lane} className={styles.ruler}>
      <PlayheadSlider frames={frames} onScrub={scrub}>
        <Marks frames={length} zoom={zoom} visible={visible} />
      </PlayheadSlider>
      <RangeBand frames={length} clips={clips} markers={markers} zoom={zoom} frameAt={frameAt} />
      {markers.map((marker) => (
        <MarkerFlag key={marker.id} marker={marker} clips={clips} zoom={zoom} frameAt={frameAt} onSeek={onSeek} />
      ))}
    </div>
  );
}

interface PlayheadSliderProps {
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
      className={styles.slider}
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

function Marks({ frames, zoom, visible }: { frames: number; zoom: number; visible: Visible }) {
  const step = rulerStep(zoom);
  const marks = Array.from({ length: Math.floor(frames / step) + 1 }, (_, index) => index * step);
  return marks
    .filter((frame) => isVisible(visible, frame * zoom, frame * zoom))
    .map((frame) => (
      <span key={frame} className={styles.mark} style={{ left: frame * zoom }}>
        {timecode(frame)}
      </span>
    ));
}
