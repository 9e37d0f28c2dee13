import { moveClip } from '@trashfire/shared/document/commands/move-clip';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { type PointerEvent, useRef, useState } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { cx } from '../../../ui/cx.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import type { EpisodeModel, ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useShotStates } from '../../studio/model/use-plan.ts';
import { dropTarget, isMove, SHORTEST } from '../model/drag.ts';
import { snapFrame } from '../model/time-scale.ts';
import styles from './Timeline.module.css';

interface ClipRowProps {
  model: EpisodeModel;
  zoom: number;
  onSeek: (frame: number) => void;
}

type Drag =
  | { readonly kind: 'trim'; readonly id: string; readonly duration: number }
  | { readonly kind: 'move'; readonly id: string; readonly before: string | null };

/** Less than this is a click with a shaking hand. */
const DRAG_PX = 4;

/** The picture: drag a clip's end to trim, the clip itself to another place. Nothing is written before the hand lets go, so a drag is one undo step. */
export function ClipRow({ model, zoom, onSeek }: ClipRowProps) {
  const run = useCommand();
  const { writable } = useStudio();
  const stateOf = useShotStates();
  const [drag, setDrag] = useState<Drag | null>(null);
  const { clips } = model.timeline;
  const row = useRef<HTMLDivElement>(null);
  const frameAt = (clientX: number) => (clientX - (row.current?.getBoundingClientRect().left ?? 0)) / zoom;
  const onDrag = (next: Drag | null, end: boolean) => {
    setDrag(end ? null : next);
    if (!end || next === null) return;
    const clip = clips.find(({ id }) => id === next.id);
    if (next.kind === 'trim' && clip && next.duration !== clip.duration)
      run(setClipDuration, { id: next.id, duration: next.duration });
    if (next.kind === 'move' && isMove(clips, next.id, next.before)) run(moveClip, { id: next.id, before: next.before });
  };
  const trimmed = drag?.kind === 'trim' ? drag : null;
  const shift = trimmed ? trimmed.duration - (clips.find(({ id }) => id === trimmed.id)?.duration ?? 0) : 0;
  const trimAt = trimmed ? clips.findIndex(({ id }) => id === trimmed.id) : clips.length;
  return (
    <div ref={row} className={styles.clips}>
      {clips.map((clip, index) => {
        const view = model.shots.get(clip.shotId);
        if (view === undefined) return null;
        const left = (clip.start + (index > trimAt ? shift : 0)) * zoom;
        const width = (clip.id === trimmed?.id ? trimmed.duration : clip.duration) * zoom;
        return (
          <Clip
            key={clip.id}
            clip={clip}
            view={view}
            state={stateOf(view)}
            left={left}
            width={width}
            dragging={drag?.kind === 'move' && drag.id === clip.id}
            writable={writable}
            onDrag={onDrag}
            toTrim={(x) => Math.max(SHORTEST, snapFrame(frameAt(x), [useSelection.getState().frame], zoom) - clip.start)}
            toDrop={(x) => dropTarget(clips, clip.id, frameAt(x))}
            onSeek={() => onSeek(clip.start)}
          />
        );
      })}
      {drag?.kind === 'move' ? <DropLine clips={clips} before={drag.before} zoom={zoom} /> : null}
      {trimmed ? (
        <span className={styles.trimLabel} style={{ left: ((clips[trimAt]?.start ?? 0) + trimmed.duration) * zoom }}>
          {secondsText(trimmed.duration)}
        </span>
      ) : null}
    </div>
  );
}

function DropLine({ clips, before, zoom }: { clips: readonly TimelineClip[]; before: string | null; zoom: number }) {
  const frame = clips.find(({ id }) => id === before)?.start ?? clips.at(-1)?.end ?? 0;
  return <span className={styles.dropLine} style={{ left: frame * zoom }} />;
}

interface ClipProps {
  clip: TimelineClip;
  view: ShotView;
  state: ShotState;
  left: number;
  width: number;
  dragging: boolean;
  writable: boolean;
  onDrag: (drag: Drag | null, end: boolean) => void;
  toTrim: (clientX: number) => number;
  toDrop: (clientX: number) => string | null;
  onSeek: () => void;
}

function Clip({ clip, view, state, left, width, dragging, writable, onDrag, toTrim, toDrop, onSeek }: ClipProps) {
  const selected = useSelection((selection) => selection.shotId === view.id);
  const select = useSelection((selection) => selection.select);
  const url = useAssetUrl(view.render?.poster ?? view.still?.asset);
  const from = useRef<number | null>(null);
  const moved = useRef<Drag | null>(null);
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !writable) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = event.clientX;
    moved.current = null;
  };
  const move = (kind: Drag['kind']) => (event: PointerEvent<HTMLElement>) => {
    if (from.current === null || (moved.current === null && Math.abs(event.clientX - from.current) < DRAG_PX)) return;
    event.stopPropagation();
    moved.current =
      kind === 'trim'
        ? { kind, id: clip.id, duration: toTrim(event.clientX) }
        : { kind, id: clip.id, before: toDrop(event.clientX) };
    onDrag(moved.current, false);
  };
  const up = (event: PointerEvent<HTMLElement>) => {
    if (from.current === null) return;
    event.stopPropagation();
    from.current = null;
    onDrag(moved.current, true);
  };
  return (
    <div
      className={cx(styles.clip, styles[state.kind], selected && styles.selectedClip, dragging && styles.dragging)}
      style={{ left, width }}
    >
      <button
        type="button"
        data-clip={clip.id}
        className={styles.clipBody}
        aria-label={`Clip ${view.number}${view.shot.title === '' ? '' : `, ${view.shot.title}`}, ${secondsText(clip.duration)}`}
        aria-pressed={selected}
        onPointerDown={down}
        onPointerMove={move('move')}
        onPointerUp={up}
        onPointerCancel={up}
        onClick={() => select(view.id, view.sceneId)}
        onFocus={() => select(view.id, view.sceneId)}
        onDoubleClick={onSeek}
      >
        <span className={styles.clipHead}>
          <b className="mono">{view.number}</b>
          {width > 90 ? <span className="ellipsis">{view.shot.title}</span> : null}
        </span>
        <span className={styles.clipPicture}>
          {url ? (
            <span className={styles.film} style={{ backgroundImage: `url("${url}")` }} />
          ) : (
            <Sketch size={view.shot.size} cast={view.shot.cast.length} />
          )}
        </span>
        {state.kind === 'rendering' ? <Progress onFrame percent={state.percent} label={`Rendering ${view.number}`} /> : null}
      </button>
      {writable ? (
        <span
          className={styles.trim}
          title="Drag to trim; what follows moves along"
          onPointerDown={down}
          onPointerMove={move('trim')}
          onPointerUp={up}
          onPointerCancel={up}
        />
      ) : null}
    </div>
  );
}
