/** Measures on RGBA frames for the engine's tests. */

export interface Grey {
  readonly width: number;
  readonly height: number;
  /** Luma 0..255, row by row. */
  readonly data: Float32Array;
}

/** Luma (Rec. 709) of RGBA bytes, 0..255, row by row. */
export function greyOf(rgba: Uint8Array, width: number, height: number): Grey {
  const data = new Float32Array(width * height);
  for (let i = 0; i < data.length; i++)
    data[i] = 0.2126 * (rgba[i * 4] ?? 0) + 0.7152 * (rgba[i * 4 + 1] ?? 0) + 0.0722 * (rgba[i * 4 + 2] ?? 0);
  return { width, height, data };
}

const sample = (g: Grey, x: number, y: number): number => g.data[Math.round(y) * g.width + Math.round(x)] ?? 0;

/** Mean absolute difference of `b` against `a` moved by (dx, dy) and scaled by `zoom` round the middle, over the inner part of the frame. */
export function difference(a: Grey, b: Grey, dx = 0, dy = 0, zoom = 1): number {
  const [mx, my] = [a.width * 0.2, a.height * 0.2];
  let sum = 0;
  let n = 0;
  for (let y = Math.ceil(my); y < a.height - my; y += 2) {
    for (let x = Math.ceil(mx); x < a.width - mx; x += 2) {
      const sx = (x - dx - a.width / 2) / zoom + a.width / 2;
      const sy = (y - dy - a.height / 2) / zoom + a.height / 2;
      sum += Math.abs(sample(b, x, y) - sample(a, sx, sy));
      n += 1;
    }
  }
  return sum / n;
}

/** The shift in pixels along one axis that explains `b` best as `a` moved. */
export function bestShift(a: Grey, b: Grey, axis: 'x' | 'y', reach: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let d = -reach; d <= reach; d++) {
    const error = axis === 'x' ? difference(a, b, d, 0) : difference(a, b, 0, d);
    if (error < least) {
      least = error;
      best = d;
    }
  }
  return best;
}

/** Largest difference of any channel inside a box of pixels, and the share of its pixels that differ by more than 24. */
export function boxDifference(
  a: Uint8Array,
  b: Uint8Array,
  width: number,
  box: { x0: number; y0: number; x1: number; y1: number },
): number {
  let changed = 0;
  let n = 0;
  for (let y = Math.floor(box.y0); y < box.y1; y++) {
    for (let x = Math.floor(box.x0); x < box.x1; x++) {
      const i = (y * width + x) * 4;
      n += 1;
      if (
        Math.abs((a[i] ?? 0) - (b[i] ?? 0)) +
          Math.abs((a[i + 1] ?? 0) - (b[i + 1] ?? 0)) +
          Math.abs((a[i + 2] ?? 0) - (b[i + 2] ?? 0)) >
        72
      )
        changed += 1;
    }
  }
  return changed / n;
}

/** Share of pixels per luma band, over pixels that are not transparent. */
export function histogram(rgba: Uint8Array, bands: number): number[] {
  const counts = new Array<number>(bands).fill(0);
  let n = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    if ((rgba[i + 3] ?? 0) < 200) continue;
    const luma = 0.2126 * (rgba[i] ?? 0) + 0.7152 * (rgba[i + 1] ?? 0) + 0.0722 * (rgba[i + 2] ?? 0);
    const band = Math.min(bands - 1, Math.floor((luma / 256) * bands));
    counts[band] = (counts[band] ?? 0) + 1;
    n += 1;
  }
  return counts.map((c) => c / Math.max(1, n));
}

/** Total variation between two distributions: 0 equal, 1 nothing in common. */
export const variation = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + Math.abs(v - (b[i] ?? 0)), 0) / 2;
