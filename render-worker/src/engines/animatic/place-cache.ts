import { type PaintedPlace, paintPlace } from './backdrop.ts';
import { type PlaceSpec, sceneOf } from './places/index.ts';

/** Painted places, least recently used out first: shots of one scene share their place. */
export interface PlaceCache {
  get(place: PlaceSpec, scale: number): PaintedPlace;
}

/** One place at 720p is 30 to 50 MB of canvases, so the cache stays small (R7). */
const LIMIT = 3;

export function createPlaceCache(limit = LIMIT): PlaceCache {
  const kept = new Map<string, PaintedPlace>();
  return {
    get(place, scale) {
      const key = `${place.kind}/${place.seed}/${place.timeOfDay}/${place.weather}/${scale}`;
      const painted = kept.get(key) ?? paintPlace(sceneOf(place), scale);
      kept.delete(key);
      kept.set(key, painted);
      for (const oldest of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(oldest);
      }
      return painted;
    },
  };
}
