import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { MOST_POINTS, PAPER, type Point, type Stroke } from './drawing.ts';
import { inkOf, paintStroke } from './paint.ts';

/** What the pen draws with now. */
export type Nib = Pick<Stroke, 'tool' | 'tone' | 'size'>;

interface PenProps {
  canvas: RefObject<HTMLCanvasElement | null>;
  strokes: readonly Stroke[];
  nib: Nib;
  onStroke: (stroke: Stroke) => void;
}

/** The button of the other end of a pen (Pointer Events, "chorded button interactions"). */
const ERASER_BUTTON = 5;
const MID_PRESSURE = 0.5;

/** Draws on a canvas as large as the paper, with a pen, a finger or a mouse. @returns what the canvas listens to. */
export function usePen({ canvas, strokes, nib, onStroke }: PenProps) {
  const live = useRef<{ stroke: Stroke; pointer: number } | null>(null);
  const ink = useRef<OffscreenCanvas | null>(null);
  const painted = useRef<readonly Stroke[]>([]);
  const frame = useRef(0);
  /** Whether a pen draws here: the hand that holds it is no finger. */
  const penSeen = useRef(false);

  const show = () => {
    frame.current = 0;
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, PAPER.width, PAPER.height);
    if (ink.current !== null) context.drawImage(ink.current, 0, 0);
    if (live.current !== null) paintStroke(context, live.current.stroke);
  };
  const showSoon = () => {
    if (frame.current === 0) frame.current = requestAnimationFrame(show);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: painted again for other strokes alone
  useEffect(() => {
    const before = painted.current;
    const goesOn = ink.current !== null && before.every((stroke, at) => stroke === strokes[at]);
    const layer = goesOn ? ink.current : inkOf([]);
    const context = layer?.getContext('2d');
    // A stroke more is painted on what is there: a full paper has thousands.
    if (context) for (const stroke of strokes.slice(goesOn ? before.length : 0)) paintStroke(context, stroke);
    ink.current = layer;
    painted.current = strokes;
    show();
  }, [strokes]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const pointOf = (event: Pick<globalThis.PointerEvent, 'clientX' | 'clientY' | 'pressure'>): Point => {
    const { left, top, width, height } = canvas.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const x = ((event.clientX - left) / width) * PAPER.width;
    const y = ((event.clientY - top) / height) * PAPER.height;
    return [round(x), round(y), Math.round((event.pressure || MID_PRESSURE) * 100) / 100];
  };
  const end = (used: boolean) => {
    const done = live.current;
    live.current = null;
    if (done !== null && used) onStroke(done.stroke);
    else showSoon();
  };
  return {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      const { pointerType, pointerId, button } = event;
      penSeen.current ||= pointerType === 'pen';
      if (pointerType === 'touch' && penSeen.current) return;
      // A second finger is no second stroke, and takes back what the first began by touching down.
      if (live.current !== null) return pointerType === 'touch' ? end(false) : undefined;
      if (button !== 0 && button !== ERASER_BUTTON) return;
      event.currentTarget.setPointerCapture(pointerId);
      const tool = button === ERASER_BUTTON ? 'eraser' : nib.tool;
      live.current = {
        pointer: pointerId,
        stroke: { ...nib, tool, pressed: pointerType === 'pen', points: [pointOf(event)] },
      };
      showSoon();
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      const drawn = live.current;
      if (drawn === null || drawn.pointer !== event.pointerId) return;
      const { nativeEvent } = event;
      // All the places the pen was since the last frame: without them a quick line has corners.
      const between = nativeEvent.getCoalescedEvents?.() ?? [];
      const points = (between.length > 0 ? between : [nativeEvent]).map(pointOf);
      const all = [...drawn.stroke.points, ...points];
      if (all.length >= MOST_POINTS) {
        onStroke({ ...drawn.stroke, points: all.slice(0, MOST_POINTS) });
        live.current = { ...drawn, stroke: { ...drawn.stroke, points: points.slice(-1) } };
      } else live.current = { ...drawn, stroke: { ...drawn.stroke, points: all } };
      showSoon();
    },
    onPointerUp(event: PointerEvent<HTMLCanvasElement>) {
      if (live.current?.pointer === event.pointerId) end(true);
    },
    onPointerCancel(event: PointerEvent<HTMLCanvasElement>) {
      // The system took the finger for something else; a pen or a mouse that is lost leaves what it drew.
      if (live.current?.pointer === event.pointerId) end(event.pointerType !== 'touch');
    },
  };
}

const round = (px: number) => Math.round(px * 10) / 10;
