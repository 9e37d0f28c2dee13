import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { LEAST_HEIGHT, MOST_HEIGHT, type Row } from '../model/rows.ts';
import { useTimelineView } from '../model/view.ts';
import styles from './Tracks.module.css';

const STEP_PX = 8;

/** The lower edge of a head: drag it, or focus it and press the arrows, to make the row higher or lower. */
export function RowHandle({ row, name, height }: { row: Row; name: string; height: number }) {
  const { t } = useLingui();
  const setHeight = useTimelineView((view) => view.setHeight);
  const press = useRef<{ y: number; height: number } | null>(null);
  const down = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { y: event.clientY, height };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (press.current !== null) setHeight(row, press.current.height + event.clientY - press.current.y);
  };
  const up = () => {
    press.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? STEP_PX : event.key === 'ArrowUp' ? -STEP_PX : 0;
    if (by === 0) return;
    event.preventDefault();
    setHeight(row, height + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged and does not take the keyboard
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={t`Height of ${name}`}
      aria-valuemin={LEAST_HEIGHT}
      aria-valuemax={MOST_HEIGHT}
      aria-valuenow={height}
      tabIndex={0}
      className={styles.rowHandle}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={onKeyDown}
    />
  );
}
