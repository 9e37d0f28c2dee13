import { useLingui } from '@lingui/react/macro';
import { moveClip } from '@trashfire/shared/document/commands/move-clip';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
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
import { ClipGesture, type Drag } from '../model/clip-gesture.ts';
import { dropTarget, isMove, SHORTEST } from '../model/drag.ts';
import { snapFrame } from '../model/time-scale.ts';
import styles from './Timeline.module.css';

interface ClipRowProps {
  model: EpisodeModel;
  zoom: number;
  onSeek: (frame: number) => void;
}

/** The picture: drag a clip's end to trim, the clip itself to another place. Nothing is written before the hand lets go, so a drag is one undo step; Escape gives it up. */
export function ClipRow({ model, zoom, onSeek }: ClipRowProps) {
  const run = useCommand();
  const { writable } = useStudio();
  const stateOf = useShotStates();
  const [drag, setDrag] = useState<Drag | null>(null);
  const { clips } = model.timeline;
  const row = useRef<HTMLDivElement>(null);
  const frameAt = (clientX: number) => (clientX - (row.current?.getBoundingClientRect().left ?? 0)) / zoom;
  const [gesture] = useState(() => new ClipGesture());
  const cancel = useCallback(() => {
    gesture.cancel();
    setDrag(null);
  }, [gesture]);
  useEscape(drag !== null, cancel);
  const onDrop = (dropped: Drag | null) => {
    setDrag(null);
    const clip = clips.find(({ id }) => id === dropped?.id);
    if (dropped === null || clip === undefined) return;
    if (dropped.kind === 'trim' && dropped.duration !== clip.duration)
      run(setClipDuration, { id: clip.id, duration: dropped.duration });
    if (dropped.kind === 'move' && isMove(clips, clip.id, dropped.before)) run(moveClip, { id: clip.id, before: dropped.before });
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
            gesture={gesture}
            onDrag={setDrag}
            onDrop={onDrop}
            onCancel={cancel}
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
  gesture: ClipGesture;
  onDrag: (drag: Drag) => void;
  onDrop: (drag: Drag | null) => void;
  onCancel: () => void;
  toTrim: (clientX: number) => number;
  toDrop: (clientX: number) => string | null;
  onSeek: () => void;
}

/** Gives a drag up. Before the page's own keys: Escape means the drag alone while there is one. */
function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [active, onEscape]);
}

function Clip(props: ClipProps) {
  const { t } = useLingui();
  const { clip, view, state, left, width, dragging, writable, gesture, onDrag, onDrop, onCancel, toTrim, toDrop, onSeek } = props;
  const { number } = view;
  const { title } = view.shot;
  const length = secondsText(clip.duration);
  const selected = useSelection((selection) => selection.shotId === view.id);
  const select = useSelection((selection) => selection.select);
  const url = useAssetUrl(view.render?.poster ?? view.still?.asset);
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !writable) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.begin(event.pointerId, event.clientX);
  };
  const move = (kind: Drag['kind']) => (event: PointerEvent<HTMLElement>) => {
    const drag = gesture.move(event.pointerId, event.clientX, (x) =>
      kind === 'trim' ? { kind, id: clip.id, duration: toTrim(x) } : { kind, id: clip.id, before: toDrop(x) },
    );
    if (drag === null) return;
    event.stopPropagation();
    onDrag(drag);
  };
  const up = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    onDrop(gesture.drop(event.pointerId));
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
        aria-label={title === '' ? t`Clip ${number}, ${length}` : t`Clip ${number}, ${title}, ${length}`}
        aria-pressed={selected}
        onPointerDown={down}
        onPointerMove={move('move')}
        onPointerUp={up}
        onPointerCancel={onCancel}
        onClick={() => select(view.id, view.sceneId)}
        onFocus={() => select(view.id, view.sceneId)}
        onDoubleClick={onSeek}
      >
        <span className={styles.clipHead}>
          <b className="mono">{number}</b>
          {width > 90 ? <span className="ellipsis">{title}</span> : null}
        </span>
        <span className={styles.clipPicture}>
          {url ? (
            <span className={styles.film} style={{ backgroundImage: `url("${url}")` }} />
          ) : (
            <Sketch size={view.shot.size} cast={view.shot.cast.length} />
          )}
        </span>
        {state.kind === 'rendering' ? <Progress onFrame percent={state.percent} label={t`Rendering ${number}`} /> : null}
      </button>
      {writable ? (
        <span
          className={styles.trim}
          title={t`Drag to trim; what follows moves along`}
          onPointerDown={down}
          onPointerMove={move('trim')}
          onPointerUp={up}
          onPointerCancel={onCancel}
        />
      ) : null}
    </div>
  );
}
