import type { ShotManifest, StillManifest } from '@trashfire/shared/render/manifest';
import { ANIMATIC_VERSION } from '@trashfire/shared/render/versions';
import type { MouthTrack } from '@trashfire/shared/render/visemes';
import type { PictureEngine, ShotRenderer, Still } from '../port.ts';
import { cameraAt, STILL_CAMERA } from './camera.ts';
import { createFinish, type Finish } from './finish.ts';
import { planFrames } from './frame-plan.ts';
import { openPicture } from './picture.ts';
import { createPlaceCache, type PlaceCache } from './place-cache.ts';
import { VIEW_H } from './places/scene.ts';
import { createSurfacePool, type SurfacePool } from './surface-pool.ts';

const STILL_QUALITY = 84;

/**
 * The animatic engine: draws characters from DNA, places from kind and seed, in the look of "wet-ink cel over painted light".
 * One instance per process; it keeps the last painted places.
 */
export function createAnimaticEngine(): PictureEngine {
  const pool = createSurfacePool();
  const studio: Studio = { pool, places: createPlaceCache(pool), finish: createFinishCache() };
  return {
    name: 'animatic',
    version: ANIMATIC_VERSION,
    drawStill: (manifest) => drawStill(manifest, studio),
    openShot: (manifest, mouths) => openShot(manifest, mouths, studio),
  };
}

/** What the pictures of one process share. */
interface Studio {
  readonly pool: SurfacePool;
  readonly places: PlaceCache;
  readonly finish: (width: number, height: number) => Finish;
}

/** Vignette and grain of the last size asked for: presets change between jobs, not between shots. */
function createFinishCache(): Studio['finish'] {
  let kept: Finish | null = null;
  return (width, height) => {
    if (kept === null || kept.width !== width || kept.height !== height) kept = createFinish(width, height);
    return kept;
  };
}

async function drawStill(manifest: StillManifest, studio: Studio): Promise<Still> {
  const { picture, width, height } = manifest;
  const source = openPicture({
    picture,
    width,
    height,
    fps: 24,
    frames: 1,
    moving: false,
    speakers: [],
    mouths: [],
    place: studio.places.get(picture.place, height / VIEW_H),
    finish: studio.finish(width, height),
    pool: studio.pool,
  });
  try {
    return { jpeg: await source.draw(0, STILL_CAMERA).encode('jpeg', STILL_QUALITY) };
  } finally {
    source.close();
  }
}

function openShot(manifest: ShotManifest, mouths: readonly MouthTrack[], studio: Studio): ShotRenderer {
  const { picture, width, height, frames, fps, move } = manifest;
  const source = openPicture({
    picture,
    width,
    height,
    fps,
    frames,
    moving: move !== 'hold',
    speakers: manifest.lines.map((line) => line.characterId),
    mouths,
    place: studio.places.get(picture.place, height / VIEW_H),
    finish: studio.finish(width, height),
    pool: studio.pool,
  });
  const camera = (frame: number): ReturnType<typeof cameraAt> => cameraAt(move, picture.size, frame, frames, fps);
  const plan = planFrames(frames, (frame) => {
    const c = camera(frame);
    return `${c.x.toFixed(3)},${c.y.toFixed(3)},${c.zoom.toFixed(5)}|${source.key(frame)}`;
  });
  const middle = firstOfRun(plan.repeats, Math.floor(frames / 2));
  return {
    width,
    height,
    frames,
    uniqueFrames: plan.unique,
    repeatsPrevious: plan.repeats,
    drawFrame(i, into) {
      if (!Number.isInteger(i) || i < 0 || i >= frames) throw new RangeError(`frame ${i} is outside the shot's 0..${frames - 1}`);
      if (into.length !== width * height * 4)
        throw new RangeError(`a ${width}x${height} frame needs ${width * height * 4} bytes, the buffer has ${into.length}`);
      source.draw(firstOfRun(plan.repeats, i), camera(i)).data().copy(into);
    },
    // Its middle stands for a shot on the board: at its first frame who runs in is not there yet.
    still: () => source.draw(middle, camera(middle)).encode('jpeg', STILL_QUALITY),
    headShare: () => source.staging.headShare,
    close: source.close,
  };
}

/** A repeated frame is drawn as the first of its run, so that grain and all else stay equal to the pixel. */
function firstOfRun(repeats: (i: number) => boolean, frame: number): number {
  let first = frame;
  while (first > 0 && repeats(first)) first -= 1;
  return first;
}
