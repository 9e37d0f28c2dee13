import { createSurface, type Surface } from './ink.ts';

/**
 * Canvases that shots hand on to each other. A 720p frame's worth of fresh memory costs up to 10 ms in page faults, and
 * the collector does not see how large a canvas is: without a pool a worker grows to gigabytes before it frees the first.
 */
export interface SurfacePool {
  /** A transparent surface in its initial state. */
  take(width: number, height: number): Surface;
  /** Gives a surface back; the caller must not touch it again. */
  give(surface: Surface): void;
}

/** Idle surfaces kept: about what two shots of one preset use. */
const LIMIT = 24;

/** @param limit idle surfaces kept; the oldest beyond it is freed at once. */
export function createSurfacePool(limit = LIMIT): SurfacePool {
  const idle: Surface[] = [];
  return {
    take(width, height) {
      const [w, h] = [Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height))];
      const i = idle.findIndex(({ canvas }) => canvas.width === w && canvas.height === h);
      const [found] = i < 0 ? [] : idle.splice(i, 1);
      if (found === undefined) return createSurface(w, h);
      found.ctx.reset();
      return found;
    },
    give(surface) {
      idle.push(surface);
      const oldest = idle.length > limit ? idle.shift() : undefined;
      if (oldest !== undefined) freeSurface(oldest);
    },
  };
}

/** Drops a surface's pixels now instead of at some later collection. */
function freeSurface({ canvas }: Surface): void {
  canvas.width = 1;
  canvas.height = 1;
}
