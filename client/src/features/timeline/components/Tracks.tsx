import { Trans, useLingui } from '@lingui/react/macro';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type RefObject, useMemo } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { cx } from '../../../ui/cx.ts';
import { type EpisodeModel, placeName } from '../../studio/model/episode-model.ts';
import type { TimelineActions } from '../model/actions.ts';
import { COLLAPSED_HEIGHT, heightOf, ROWS, type Row } from '../model/rows.ts';
import { sceneSpans } from '../model/scene-spans.ts';
import { useHeard } from '../model/use-tracks.ts';
import { isVisible, useVisible, type Visible } from '../model/use-visible.ts';
import { TAIL_PX } from '../model/use-zoom.ts';
import { useTimelineView } from '../model/view.ts';
import { ActionButton } from './ActionButton.tsx';
import { ClipRow } from './ClipRow.tsx';
import { CaptionRow, DialogueRow } from './LineRows.tsx';
import { Playheads } from './Playheads.tsx';
import { Ruler } from './Ruler.tsx';
import { TrackHead } from './TrackHead.tsx';
import styles from './Tracks.module.css';

const RULER_PX = 26;

interface TracksProps {
  model: EpisodeModel;
  /** End of what is played. */
  frames: number;
  zoom: number;
  scroll: RefObject<HTMLDivElement | null>;
  /** px that the heads take on the left; 0 where there are none. */
  headWidth: number;
  actions: TimelineActions;
  onSeek: (frame: number) => void;
}

/** Ruler, scenes and the tracks, under one playhead. Heads stay on the left and the ruler on top, however it is scrolled. */
export function Tracks({ model, frames, zoom, scroll, headWidth, actions, onSeek }: TracksProps) {
  const { t } = useLingui();
  const visible = useVisible(scroll, headWidth);
  const view = useTimelineView();
  const heights = ROWS.map((row) => heightOf(row, view));
  const columns = headWidth === 0 ? '1fr' : `${headWidth}px 1fr`;
  const rows = [RULER_PX, RULER_PX, ...heights].map((height) => `${height}px`).join(' ');
  const width = headWidth + Math.max(1, model.timeline.frames * zoom) + TAIL_PX;
  return (
    <section className={styles.tracks} aria-label={t`Tracks`}>
      <div ref={scroll} className={styles.scroll} data-testid="tracks">
        <div className={styles.grid} style={{ gridTemplateRows: rows, gridTemplateColumns: columns, width }}>
          <div className={cx(styles.head, styles.corner)}>
            <ActionButton action="zoomOut" icon={ZoomOut} actions={actions} />
            <ActionButton action="zoomIn" icon={ZoomIn} actions={actions} />
            <ActionButton action="fit" icon={Maximize2} actions={actions} />
          </div>
          <Ruler
            frames={frames}
            length={model.timeline.frames}
            clips={model.timeline.clips}
            zoom={zoom}
            visible={visible}
            onSeek={onSeek}
          />
          <div className={styles.head}>
            <Trans>Scenes</Trans>
          </div>
          <SceneRow model={model} zoom={zoom} visible={visible} />
          {ROWS.map((row, index) => (
            <Lane
              key={row}
              row={row}
              height={heights[index] ?? 0}
              model={model}
              zoom={zoom}
              visible={visible}
              actions={actions}
              onSeek={onSeek}
            />
          ))}
          <Playheads zoom={zoom} scroll={scroll} headWidth={headWidth} />
        </div>
      </div>
    </section>
  );
}

interface LaneProps {
  row: Row;
  height: number;
  model: EpisodeModel;
  zoom: number;
  visible: Visible;
  actions: TimelineActions;
  onSeek: (frame: number) => void;
}

function Lane({ row, height, model, zoom, visible, actions, onSeek }: LaneProps) {
  const heard = useHeard();
  const captions = useUi((ui) => ui.captions);
  const common = { zoom, visible };
  return (
    <>
      <TrackHead row={row} height={height} />
      {row === 'captions' ? <CaptionRow {...common} off={!captions} /> : null}
      {row === 'video' ? (
        <ClipRow {...common} model={model} actions={actions} collapsed={height <= COLLAPSED_HEIGHT} onSeek={onSeek} />
      ) : null}
      {row === 'dialogue' ? <DialogueRow {...common} off={!heard.has('dialogue')} /> : null}
      {row === 'effects' || row === 'music' ? <EmptyLane row={row} /> : null}
    </>
  );
}

/** A track that nothing can stand on yet says so, and where it will come from. */
function EmptyLane({ row }: { row: 'effects' | 'music' }) {
  return (
    <div className={cx(styles.lane, styles.emptyLane)}>
      <span>
        {row === 'effects' ? (
          <Trans>Doors, steps and rain come here with the sound work.</Trans>
        ) : (
          <Trans>Music comes here with the sound work.</Trans>
        )}
      </span>
    </div>
  );
}

function SceneRow({ model, zoom, visible }: Pick<LaneProps, 'model' | 'zoom' | 'visible'>) {
  const spans = useMemo(() => sceneSpans(model), [model]);
  return (
    <div className={styles.lane}>
      {model.scenes.map((scene) => {
        const span = spans.get(scene.id);
        if (!span) return null;
        const length = span.whole ? span.end - span.start : scene.frames;
        if (!isVisible(visible, span.start * zoom, (span.start + length) * zoom)) return null;
        return (
          <span key={scene.id} className={styles.sceneMark} style={{ left: span.start * zoom, maxWidth: length * zoom }}>
            <b className="mono">{scene.number}</b> {placeName(scene.heading)}
          </span>
        );
      })}
    </div>
  );
}
