import { type PaintedPlace, paintPlace } from './backdrop.ts';
import { type PlaceSpec, sceneOf } from './places/index.ts';
import type { SurfacePool } from './surface-pool.ts';

/** Painted places, least recently used out first: shots of one scene share their place. What `get` returns is valid until the next `get`. */
export interface PlaceCache {
  get(place: PlaceSpec, scale: number): PaintedPlace;
}

/** One place at 720p is 30 to 50 MB of canvases, so the cache stays small (R7). */
const LIMIT = 3;

/** @param limit places kept. */
export function createPlaceCache(pool: SurfacePool, limit = LIMIT): PlaceCache {
  const kept = new Map<string, PaintedPlace>();
  return {
    get(place, scale) {
      const key = `${place.kind}/${place.seed}/${place.timeOfDay}/${place.weather}/${scale}`;
      const painted = kept.get(key) ?? paintPlace(sceneOf(place), scale, pool);
      kept.delete(key);
      kept.set(key, painted);
      for (const [oldest, { layers }] of kept) {
        if (kept.size <= limit) break;
        kept.delete(oldest);
        for (const layer of layers) pool.give(layer.surface);
      }
      return painted;
    },
  };
}
