import { useLingui } from '@lingui/react/macro';
import { isShotClip, type TimelineClip } from '@trashfire/shared/document/timeline';
import { useMemo, useRef } from 'react';
import { cx } from '../../../ui/cx.ts';
import { secondsText } from '../../../ui/timecode.ts';
import { COARSE, useMedia } from '../../../ui/use-media.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useShotStates } from '../../studio/model/use-plan.ts';
import type { TimelineActions } from '../model/actions.ts';
import { chosenClip } from '../model/chosen-clip.ts';
import { type Drag, handlesOf, previewOf, type Span } from '../model/drag.ts';
import { useClipDrag } from '../model/use-clip-drag.ts';
import { useCutLocked } from '../model/use-tracks.ts';
import { isVisible, type Visible } from '../model/use-visible.ts';
import { useLiveView } from '../model/view.ts';
import { Clip } from './Clip.tsx';
import styles from './ClipRow.module.css';
import { Gap } from './Gap.tsx';
import { PeerDrags } from './PeerDrags.tsx';

interface ClipRowProps {
  model: EpisodeModel;
  zoom: number;
  visible: Visible;
  collapsed: boolean;
  actions: TimelineActions;
  onSeek: (frame: number) => void;
}

/** The picture: the clips, and between them edges to take hold of. */
export function ClipRow({ model, ...rest }: ClipRowProps) {
  const stateOf = useShotStates();
  const states = new Map([...model.shots.values()].map((view) => [view.id, stateOf(view)]));
  return <ClipLane model={model} states={states} {...rest} />;
}

interface ClipLaneProps extends ClipRowProps {
  states: ReadonlyMap<string, ShotState>;
}

/** By itself, so that a drag does not ask for the state of every shot again with every move of the hand. */
function ClipLane({ model, states, zoom, visible, collapsed, actions, onSeek }: ClipLaneProps) {
  const { writable } = useStudio();
  const locked = useCutLocked();
  const lane = useRef<HTMLDivElement>(null);
  const { clips } = model.timeline;
  const drag = useLiveView((live) => live.drag);
  const spans = useMemo(() => previewOf(clips, drag), [clips, drag]);
  const handlers = useClipDrag(lane, clips, zoom);
  const finger = useMedia(COARSE);
  return (
    <div ref={lane} className={cx(styles.lane, collapsed && styles.collapsed, locked && styles.locked)} {...handlers}>
      {clips.map((clip, index) => {
        const { start, end } = spans[index] ?? clip;
        if (!isVisible(visible, start * zoom, end * zoom)) return null;
        const place = {
          left: start * zoom,
          width: (end - start) * zoom,
          dragging: drag?.kind === 'move' && drag.id === clip.id,
          onSeek,
        };
        if (!isShotClip(clip)) return <Gap key={clip.id} clip={clip} model={model} actions={actions} {...place} />;
        const view = model.shots.get(clip.shotId);
        const state = states.get(clip.shotId);
        if (view === undefined || state === undefined) return null;
        return (
          <Clip
            key={clip.id}
            clip={clip}
            view={view}
            kind={state.kind}
            percent={state.kind === 'rendering' ? state.percent : null}
            {...place}
          />
        );
      })}
      {writable && !locked ? <Edges clips={clips} spans={spans} zoom={zoom} visible={visible} /> : null}
      {writable && !locked && finger ? <Handles clips={clips} spans={spans} zoom={zoom} /> : null}
      {drag?.kind === 'move' ? <DropLine clips={clips} before={drag.before} zoom={zoom} /> : null}
      {drag !== null && drag.kind !== 'move' ? <TrimLabel clips={clips} drag={drag} zoom={zoom} /> : null}
      <PeerDrags zoom={zoom} />
    </div>
  );
}

const EDGE_PX = 12;

interface EdgesProps {
  clips: readonly TimelineClip[];
  spans: readonly Span[];
  zoom: number;
  visible: Visible;
}

/** One between each two clips and one at each end of the cut; narrow clips keep a middle that is theirs. */
function Edges({ clips, spans, zoom, visible }: EdgesProps) {
  const { t } = useLingui();
  const title = t`Drag to roll the edge; with Ctrl to ripple the clip on that side. Shift turns snapping round.`;
  const end = t`Drag to trim; what follows moves along. Shift turns snapping round.`;
  return [...clips, null].map((right, index) => {
    const left = clips[index - 1] ?? null;
    const x = ((right === null ? spans[index - 1]?.end : index === 0 ? spans[0]?.start : spans[index - 1]?.end) ?? 0) * zoom;
    if (!isVisible(visible, x, x)) return null;
    const narrow = Math.min(left?.duration ?? Number.POSITIVE_INFINITY, right?.duration ?? Number.POSITIVE_INFINITY) * zoom;
    const width = Math.min(EDGE_PX, narrow / 2);
    return (
      <span
        key={right?.id ?? 'end'}
        data-edge
        data-left={left?.id}
        data-right={right?.id}
        className={styles.edge}
        style={{ left: x - width / 2, width }}
        title={left !== null && right !== null ? title : end}
      />
    );
  });
}

/** The ends of the chosen clip, for a finger: what follows moves along. */
function Handles({ clips, spans, zoom }: Omit<EdgesProps, 'visible'>) {
  const id = useSelection((state) => chosenClip(clips, state)?.id);
  const index = clips.findIndex((clip) => clip.id === id);
  const [clip, span] = [clips[index], spans[index]];
  if (clip === undefined || span === undefined) return null;
  const { head, tail, width } = handlesOf(span, zoom);
  return (
    <>
      <span data-edge data-right={clip.id} data-testid="trim-head" className={styles.handle} style={{ left: head, width }} />
      <span data-edge data-left={clip.id} data-testid="trim-tail" className={styles.handle} style={{ left: tail, width }} />
    </>
  );
}

function DropLine({ clips, before, zoom }: { clips: readonly TimelineClip[]; before: string | null; zoom: number }) {
  const frame = clips.find(({ id }) => id === before)?.start ?? clips.at(-1)?.end ?? 0;
  return <span className={styles.dropLine} style={{ left: frame * zoom }} />;
}

/** How long the clips at the edge get, right beside it. */
function TrimLabel({ clips, drag, zoom }: { clips: readonly TimelineClip[]; drag: Drag & { duration: number }; zoom: number }) {
  const clip = clips.find(({ id }) => id === (drag.kind === 'roll' ? drag.left : drag.kind === 'move' ? null : drag.id));
  if (clip === undefined) return null;
  const right = drag.kind === 'roll' ? clips.find(({ id }) => id === drag.right) : undefined;
  const x = drag.kind === 'head' ? clip.end - drag.duration : clip.start + drag.duration;
  const other = right === undefined ? null : clip.duration + right.duration - drag.duration;
  return (
    <span className={styles.trimLabel} style={{ left: x * zoom }}>
      {secondsText(drag.duration)}
      {other === null ? null : ` | ${secondsText(other)}`}
    </span>
  );
}
