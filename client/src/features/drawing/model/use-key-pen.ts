import { useRef, useState } from 'react';
import { MOST_POINTS, PAPER, type Point, type Stroke } from './drawing.ts';
import type { Nib } from './use-pen.ts';

/** How hard a pen that keys move is pressed. */
const PRESSURE = 0.5;

export interface KeyPen {
  readonly x: number;
  readonly y: number;
  readonly down: boolean;
}

/**
 * A pen that keys move over the paper, for whoever has no other: arrows move it, Space puts it down and lifts it. A line shows while
 * it is drawn, each step as a stroke of its own would be too many to take back, so it is one when the pen is lifted.
 */
export function useKeyPen(nib: Nib, onStroke: (stroke: Stroke) => void) {
  const [pen, setPen] = useState<KeyPen>({ x: PAPER.width / 2, y: PAPER.height / 2, down: false });
  const points = useRef<Point[]>([]);
  const [line, setLine] = useState<Stroke | null>(null);
  const lift = () => {
    if (points.current.length > 0) onStroke({ ...nib, pressed: false, points: points.current });
    points.current = [];
    setLine(null);
    setPen((last) => ({ ...last, down: false }));
  };
  const move = (by: { x: number; y: number }) => {
    const x = Math.min(PAPER.width, Math.max(0, pen.x + by.x));
    const y = Math.min(PAPER.height, Math.max(0, pen.y + by.y));
    setPen({ ...pen, x, y });
    if (!pen.down) return;
    points.current = [...points.current, [x, y, PRESSURE]];
    setLine({ ...nib, pressed: false, points: points.current });
    if (points.current.length >= MOST_POINTS) lift();
  };
  const press = () => {
    if (pen.down) return lift();
    points.current = [[pen.x, pen.y, PRESSURE]];
    setLine({ ...nib, pressed: false, points: points.current });
    setPen({ ...pen, down: true });
  };
  return { pen, line, move, press, lift };
}
