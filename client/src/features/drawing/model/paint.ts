import { getStroke } from 'perfect-freehand';
import { PAPER, type Stroke } from './drawing.ts';

/** How much of what is under it a marker lets through. */
const MARKER_ALPHA = 0.45;
const PAPER_WHITE = '#ffffff';

const outlines = new WeakMap<Stroke, Path2D>();

/** The outline of a stroke; made once for each, since taking one back paints all the others again. */
function outlineOf(stroke: Stroke): Path2D {
  const known = outlines.get(stroke);
  if (known !== undefined) return known;
  const flat = stroke.tool !== 'pen';
  const outline = getStroke(
    // Two points at least: one has no direction, and its dot would be none.
    stroke.points.length === 1 ? [...stroke.points, ...stroke.points] : stroke.points,
    {
      size: stroke.size,
      thinning: flat ? 0 : 0.6,
      smoothing: 0.5,
      streamline: 0.35,
      simulatePressure: !flat && !stroke.pressed,
      last: true,
    },
  );
  const path = new Path2D();
  for (const [at, [x = 0, y = 0]] of outline.entries()) {
    if (at === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.closePath();
  outlines.set(stroke, path);
  return path;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints one stroke on a layer of ink that is as large as the paper. */
export function paintStroke(context: Context, stroke: Stroke): void {
  context.save();
  if (stroke.tool === 'eraser') context.globalCompositeOperation = 'destination-out';
  if (stroke.tool === 'marker') context.globalAlpha = MARKER_ALPHA;
  context.fillStyle = stroke.tone;
  context.fill(outlineOf(stroke));
  context.restore();
}

/** A layer of ink with these strokes on it. */
export function inkOf(strokes: readonly Stroke[]): OffscreenCanvas {
  const ink = new OffscreenCanvas(PAPER.width, PAPER.height);
  const context = ink.getContext('2d');
  if (context !== null) for (const stroke of strokes) paintStroke(context, stroke);
  return ink;
}

/** @param under picture that is drawn over and stays; null for white paper. @returns a PNG as large as the paper. */
export async function pictureOf(strokes: readonly Stroke[], under: ImageBitmap | null): Promise<Blob> {
  const paper = new OffscreenCanvas(PAPER.width, PAPER.height);
  const context = paper.getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to draw on.');
  context.fillStyle = PAPER_WHITE;
  context.fillRect(0, 0, PAPER.width, PAPER.height);
  if (under !== null) {
    const { x, y, width, height } = covering(under);
    context.drawImage(under, x, y, width, height);
  }
  context.drawImage(inkOf(strokes), 0, 0);
  return await paper.convertToBlob({ type: 'image/png' });
}

/** Where a picture lies that fills the paper without being stretched, as `object-fit: cover` shows it. */
export function covering({ width, height }: { width: number; height: number }) {
  const scale = Math.max(PAPER.width / width, PAPER.height / height);
  const size = { width: width * scale, height: height * scale };
  return { ...size, x: (PAPER.width - size.width) / 2, y: (PAPER.height - size.height) / 2 };
}
