import { useLingui } from '@lingui/react/macro';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { memo } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { cx } from '../../../ui/cx.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import { ShotPin } from '../../comments/components/ShotPin.tsx';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import styles from './ClipRow.module.css';

interface ClipProps {
  clip: TimelineClip;
  view: ShotView;
  kind: ShotState['kind'];
  /** While it renders. */
  percent: number | null;
  left: number;
  width: number;
  dragging: boolean;
  onSeek: (frame: number) => void;
}

/** A narrower clip shows its number alone. */
const TITLE_PX = 90;
/** A narrower one has no room for the threads about it; the board shows them. */
const PIN_PX = 44;

/** One clip. What a drag makes of the others does not draw it again. */
export const Clip = memo(function Clip({ clip, view, kind, percent, left, width, dragging, onSeek }: ClipProps) {
  const { t } = useLingui();
  const { number } = view;
  const { title } = view.shot;
  const length = secondsText(clip.duration);
  const selected = useSelection((selection) => selection.shotId === view.id);
  const select = useSelection((selection) => selection.select);
  const url = useAssetUrl(shownPicture(view));
  return (
    <div
      className={cx(styles.clip, styles[kind], selected && styles.selectedClip, dragging && styles.dragging)}
      style={{ left, width }}
    >
      <button
        type="button"
        data-clip={clip.id}
        className={styles.clipBody}
        aria-label={title === '' ? t`Clip ${number}, ${length}` : t`Clip ${number} ${title}, ${length}`}
        aria-pressed={selected}
        onClick={() => select(view.id, view.sceneId)}
        onFocus={() => select(view.id, view.sceneId)}
        onDoubleClick={() => onSeek(clip.start)}
      >
        <span className={styles.clipHead}>
          <span className="ellipsis">
            <b className="mono">{number}</b>
            {width > TITLE_PX ? ` ${title}` : null}
          </span>
        </span>
        <span className={styles.clipPicture}>
          {url ? (
            <span className={styles.film} style={{ backgroundImage: `url("${url}")` }} />
          ) : (
            <Sketch size={view.shot.size} cast={view.shot.cast.length} />
          )}
        </span>
        {kind === 'rendering' ? <Progress onFrame percent={percent} label={t`Rendering ${number}`} /> : null}
      </button>
      {width > PIN_PX ? <ShotPin shotId={view.id} number={number} className={styles.pin} /> : null}
    </div>
  );
});
