import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../../ui/Dialog.tsx';
import { say } from '../../../ui/toast.ts';
import { useOwnPicture } from '../../storyboard/model/use-own-picture.ts';
import { type EpisodeModel, type ShotView, shotsInOrder, shownPicture } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { isFull, redo, SIZES, strokesOf, TONES, undo, wipe, draw as withStroke } from '../model/drawing.ts';
import { drawingKey } from '../model/drawing-keys.ts';
import { useDrawingUi } from '../model/drawing-store.ts';
import { pictureOf } from '../model/paint.ts';
import { useKeptDrawing } from '../model/use-kept-drawing.ts';
import { useKeyPen } from '../model/use-key-pen.ts';
import type { Nib } from '../model/use-pen.ts';
import { useUnder } from '../model/use-under.ts';
import styles from './Draw.module.css';
import { Paper } from './Paper.tsx';
import { Tools } from './Tools.tsx';

/** A table to draw a shot's picture on. */
export default function DrawDialog({ model }: { model: EpisodeModel }) {
  const shotId = useDrawingUi((ui) => ui.shotId);
  const view = shotId === null ? undefined : model.shots.get(shotId);
  if (view === undefined) return null;
  const order = shotsInOrder(model);
  const before = order[order.findIndex(({ id }) => id === view.id) - 1];
  return <Table key={view.id} view={view} before={before} />;
}

function Table({ view, before }: { view: ShotView; before: ShotView | undefined }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const open = useDrawingUi((ui) => ui.open);
  const { give } = useOwnPicture();
  const { drawing, kept, change, settle } = useKeptDrawing(me.person.id, view.id);
  const [nib, setNib] = useState<Nib>({ tool: 'pen', tone: TONES[0], size: SIZES[1] });
  const [busy, setBusy] = useState(false);
  const { bitmap, ...under } = useUnder({ own: shownPicture(view), before: before ? shownPicture(before) : null });
  const onStroke = (stroke: Parameters<typeof withStroke>[1]) => change((last) => withStroke(last, stroke));
  const keyPen = useKeyPen(nib, onStroke);
  const strokes = drawing === null ? [] : strokesOf(drawing);
  const { number } = view;
  const usable = strokes.length > 0 && view.shot.lock === null && !busy;
  const putAway = () => void settle().then(() => open(null));
  const use = async () => {
    if (!usable) return;
    setBusy(true);
    try {
      const laid = await bitmap();
      give(view, await pictureOf(strokes, laid));
      laid?.close();
      open(null);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const key = drawingKey(event);
    // The pen of the keys moves where the paper has the focus: elsewhere arrows and Space are the buttons' own.
    const onPaper = event.target instanceof HTMLCanvasElement;
    if (key === null || ((key.does === 'move' || key.does === 'down') && !onPaper)) return;
    event.preventDefault();
    // Ctrl Z of the paper is not the script's.
    event.stopPropagation();
    if (key.does === 'tool') setNib({ ...nib, tool: key.tool });
    else if (key.does === 'tone') setNib({ ...nib, tone: TONES[key.at] ?? nib.tone });
    else if (key.does === 'size') setNib({ ...nib, size: stepped(nib.size, key.by) });
    else if (key.does === 'move') keyPen.move(key);
    else if (key.does === 'down') keyPen.press();
    else if (key.does === 'use') void use();
    else change(key.does === 'undo' ? undo : redo);
  };
  return (
    <Dialog
      open
      wide="full"
      onOpenChange={(stays) => (stays ? undefined : putAway())}
      title={t`Draw shot ${number}`}
      description={t`What you draw stays here until you use it, also when you close this.`}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the table, whichever part of it has the focus */}
      <div className={styles.table} onKeyDown={onKeyDown}>
        <Tools
          nib={nib}
          onNib={setNib}
          under={under}
          canUndo={(drawing?.marks.length ?? 0) > 0}
          canRedo={(drawing?.undone.length ?? 0) > 0}
          canWipe={strokes.length > 0}
          onUndo={() => change(undo)}
          onRedo={() => change(redo)}
          onWipe={() => change(wipe)}
        />
        <Paper
          label={t`Paper of shot ${number}`}
          strokes={strokes}
          nib={nib}
          under={under}
          keyPen={keyPen}
          ready={drawing !== null}
          onStroke={onStroke}
        />
        <p className={styles.note} role="status">
          {view.shot.lock !== null
            ? t`This shot is locked. Unlock it to use the drawing.`
            : drawing !== null && isFull(drawing)
              ? t`The paper is full. Use the picture, and go on over it.`
              : kept
                ? ''
                : t`This browser cannot keep the drawing: use it before you close the window.`}
        </p>
      </div>
      <DialogActions>
        <Button variant="quiet" onClick={putAway}>{t`Close`}</Button>
        <Button variant="primary" disabled={!usable} onClick={() => void use()}>{t`Use as the picture`}</Button>
      </DialogActions>
    </Dialog>
  );
}

/** The next size of the set up or down. */
function stepped(size: number, by: 1 | -1): number {
  const at = SIZES.findIndex((candidate) => candidate >= size);
  return SIZES[Math.min(SIZES.length - 1, Math.max(0, at + by))] ?? size;
}
