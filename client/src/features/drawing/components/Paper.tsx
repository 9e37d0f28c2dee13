import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef } from 'react';
import { cx } from '../../../ui/cx.ts';
import { PAPER, type Stroke } from '../model/drawing.ts';
import type { useKeyPen } from '../model/use-key-pen.ts';
import { type Nib, usePen } from '../model/use-pen.ts';
import type { useUnder } from '../model/use-under.ts';
import styles from './Draw.module.css';

interface PaperProps {
  label: string;
  strokes: readonly Stroke[];
  nib: Nib;
  under: Pick<ReturnType<typeof useUnder>, 'under' | 'url'>;
  keyPen: ReturnType<typeof useKeyPen>;
  /** Whether it can be drawn on: what was kept is there. */
  ready: boolean;
  onStroke: (stroke: Stroke) => void;
}

/** The paper itself: what lies under the drawing, the ink on it, and the pen of the keys. */
export function Paper({ label, strokes, nib, under, keyPen, ready, onStroke }: PaperProps) {
  const { t } = useLingui();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { pen, line } = keyPen;
  const shown = useMemo(() => (line === null ? strokes : [...strokes, line]), [strokes, line]);
  const listeners = usePen({ canvas, strokes: shown, nib, onStroke });
  const at = { left: `${(100 * pen.x) / PAPER.width}%`, top: `${(100 * pen.y) / PAPER.height}%` };
  const x = Math.round(pen.x);
  const y = Math.round(pen.y);
  return (
    <div className={styles.paper}>
      {under.url === null ? null : (
        <img src={under.url} alt="" className={cx(styles.under, under.under !== 'over' && styles.faint)} draggable={false} />
      )}
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a reader passes the arrows on to an application alone */}
      <canvas
        ref={canvas}
        width={PAPER.width}
        height={PAPER.height}
        className={styles.ink}
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-description={t`Arrows move the pen, Space puts it down and lifts it.`}
        onBlur={() => (pen.down ? keyPen.lift() : undefined)}
        {...(ready ? listeners : {})}
      />
      <span className={cx(styles.cross, pen.down && styles.down)} style={at} aria-hidden="true" />
      <span className="visually-hidden" role="status">
        {pen.down ? t`Pen down at ${x}, ${y}` : t`Pen up at ${x}, ${y}`}
      </span>
    </div>
  );
}
