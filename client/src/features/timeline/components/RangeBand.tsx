import { useLingui } from '@lingui/react/macro';
import type { Marker } from '@trashfire/shared/document/schema';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { type PointerEvent, useState } from 'react';
import { cx } from '../../../ui/cx.ts';
import { Gesture } from '../model/gesture.ts';
import { type PlayRange, spanOf, withIn, withOut } from '../model/range.ts';
import { snap } from '../model/snap.ts';
import { snapTargets } from '../model/snap-targets.ts';
import { useLiveView, useTimelineView, useWindowView } from '../model/view.ts';
import styles from './Ruler.module.css';

interface RangeBandProps {
  frames: number;
  clips: readonly TimelineClip[];
  markers: readonly Marker[];
  zoom: number;
  frameAt: (clientX: number) => number;
}

/** The part between in and out, with both ends to drag; I and O set them at the playhead. */
export function RangeBand({ frames, clips, markers, zoom, frameAt }: RangeBandProps) {
  const { t } = useLingui();
  const range = useWindowView((view) => view.range);
  const setRange = useWindowView((view) => view.setRange);
  const loop = useTimelineView((view) => view.loop);
  const [gesture] = useState(() => new Gesture<PlayRange>());
  const span = spanOf(range, frames);
  if (span === null) return null;
  const down = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.begin(event.pointerId, event.clientX);
  };
  const move = (end: 'in' | 'out') => (event: PointerEvent<HTMLElement>) => {
    let guide: number | null = null;
    const next = gesture.move(event.pointerId, event.clientX, (x) => {
      const targets = snapTargets({ clips, markers, inverted: event.shiftKey, without: range[end] ?? undefined });
      const caught = snap(Math.min(frames, Math.max(0, frameAt(x))), targets, zoom);
      guide = caught.guide;
      return end === 'in' ? withIn(range, caught.frame) : withOut(range, Math.max(0, caught.frame - 1));
    });
    if (next === null) return;
    setRange(next);
    useLiveView.getState().set({ guide });
  };
  const up = () => {
    gesture.cancel();
    useLiveView.getState().set({ guide: null });
  };
  const ends = { onPointerDown: down, onPointerUp: up, onPointerCancel: up };
  return (
    <div
      className={cx(styles.range, !loop && styles.rangeOff)}
      style={{ left: span.start * zoom, width: (span.end - span.start) * zoom }}
      data-testid="range"
    >
      <span className={styles.rangeIn} title={t`In point: drag it, or press I`} {...ends} onPointerMove={move('in')} />
      <span className={styles.rangeOut} title={t`Out point: drag it, or press O`} {...ends} onPointerMove={move('out')} />
    </div>
  );
}
