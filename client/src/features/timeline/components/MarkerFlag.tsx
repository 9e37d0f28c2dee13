import { Trans, useLingui } from '@lingui/react/macro';
import { removeMarker } from '@trashfire/shared/document/commands/remove-marker';
import { updateMarker } from '@trashfire/shared/document/commands/update-marker';
import type { Marker } from '@trashfire/shared/document/schema';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { MARKER_COLORS, type MarkerColor } from '@trashfire/shared/document/vocabulary';
import { type CSSProperties, type PointerEvent, useCallback, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { DraftField } from '../../../ui/Field.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import { timecode } from '../../../ui/timecode.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { Gesture } from '../model/gesture.ts';
import { snap } from '../model/snap.ts';
import { snapTargets } from '../model/snap-targets.ts';
import { useEscape } from '../model/use-escape.ts';
import { shownFrame } from '../model/use-play-actions.ts';
import { useLiveView } from '../model/view.ts';
import styles from './Ruler.module.css';

/** A colour by its name, as the style sheet knows it; of a marker from elsewhere with a colour of its own, ours. */
const hue = (color: string): CSSProperties => {
  const known = MARKER_COLORS.find((name) => name === color) ?? MARKER_COLORS[0];
  return { '--hue': `var(--hue-${known})` } as CSSProperties;
};

interface MarkerFlagProps {
  marker: Marker;
  clips: readonly TimelineClip[];
  zoom: number;
  frameAt: (clientX: number) => number;
  onSeek: (frame: number) => void;
}

/** A marker in the ruler: press it to go there and edit it, drag it to another frame. */
export function MarkerFlag({ marker, clips, zoom, frameAt, onSeek }: MarkerFlagProps) {
  const { t } = useLingui();
  const run = useCommand();
  const { writable } = useStudio();
  const open = useLiveView((live) => live.editing === marker.id);
  const [gesture] = useState(() => new Gesture<number>());
  const [dragged, setDragged] = useState<number | null>(null);
  const { set } = useLiveView.getState();
  const cancel = useCallback(() => {
    gesture.cancel();
    setDragged(null);
    set({ guide: null });
  }, [gesture, set]);
  useEscape(dragged !== null, cancel);
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !writable) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.begin(event.pointerId, event.clientX);
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    let guide: number | null = null;
    const to = gesture.move(event.pointerId, event.clientX, (x) => {
      const targets = snapTargets({ clips, markers: [], inverted: event.shiftKey, without: marker.frame });
      const caught = snap(Math.max(0, frameAt(x)), targets, zoom);
      guide = caught.guide;
      return caught.frame;
    });
    if (to === null) return;
    setDragged(to);
    set({ guide });
  };
  const up = (event: PointerEvent<HTMLElement>) => {
    const to = gesture.drop(event.pointerId);
    if (to !== null && to !== marker.frame) run(updateMarker, { id: marker.id, patch: { frame: to } });
    set({ guide: null });
    // The click that follows a drag must not open what was only moved.
    if (to !== null) requestAnimationFrame(() => setDragged(null));
  };
  const at = timecode(marker.frame);
  const { name } = marker;
  const onOpenChange = (next: boolean) => {
    if (dragged !== null) return;
    if (next) onSeek(marker.frame);
    set({ editing: next ? marker.id : null });
  };
  return (
    <Popover
      open={open}
      onOpenChange={onOpenChange}
      align="start"
      label={t({ message: 'Marker', comment: 'A flag at a frame of the cut' })}
      trigger={
        <button
          type="button"
          className={styles.flag}
          style={{ ...hue(marker.color), left: (dragged ?? marker.frame) * zoom }}
          title={name === '' ? at : `${name}, ${at}`}
          aria-label={name === '' ? t`Marker at ${at}` : t`Marker ${name} at ${at}`}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={cancel}
        />
      }
    >
      <MarkerForm marker={marker} onDone={() => set({ editing: null })} />
    </Popover>
  );
}

function MarkerForm({ marker, onDone }: { marker: Marker; onDone: () => void }) {
  const { t } = useLingui();
  const run = useCommand();
  const { writable, undo } = useStudio();
  const patch = (fields: { name?: string; color?: MarkerColor; frame?: number }) =>
    run(updateMarker, { id: marker.id, patch: fields });
  const colors: Readonly<Record<MarkerColor, string>> = {
    blue: t`Blue`,
    rose: t`Rose`,
    violet: t`Violet`,
    lime: t`Lime`,
    peach: t`Peach`,
  };
  const remove = () => {
    onDone();
    if (run(removeMarker, { id: marker.id })) sayDeleted(undo, t`The marker is deleted.`);
  };
  return (
    <div className={styles.markerForm}>
      <DraftField label={t`Name of the marker`} value={marker.name} disabled={!writable} onCommit={(name) => patch({ name })} />
      <fieldset className={styles.colors} disabled={!writable}>
        <legend className="visually-hidden">
          <Trans>Colour of the marker</Trans>
        </legend>
        {MARKER_COLORS.map((color) => (
          <label key={color} className={cx(styles.color, color === marker.color && styles.colorOn)} style={hue(color)}>
            <input
              type="radio"
              className="visually-hidden"
              name={`color-${marker.id}`}
              checked={color === marker.color}
              onChange={() => patch({ color })}
            />
            <span className="visually-hidden">{colors[color]}</span>
          </label>
        ))}
      </fieldset>
      {writable ? (
        <div className={styles.markerActions}>
          <Button size="sm" onClick={() => patch({ frame: shownFrame() })}>
            <Trans>Move to the playhead</Trans>
          </Button>
          <Button size="sm" variant="danger" onClick={remove}>
            <Trans>Delete</Trans>
          </Button>
        </div>
      ) : null}
    </div>
  );
}
