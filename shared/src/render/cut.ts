import { captionsOf } from './captions.ts';
import type { CutManifest } from './manifest.ts';
import type { EpisodePlan, PlannedShot } from './plan.ts';
import { ASSEMBLY_VERSION } from './versions.ts';

/** CutManifest's limits. */
const MOST_SHOTS = 2000;
const MOST_CAPTIONS = 10_000;

export interface CutScope {
  readonly title: string;
  /** A scene's id for the cut of that scene alone; null for the episode. */
  readonly sceneId: string | null;
}

/**
 * The manifest of a cut: its shots in order and the captions over them; frames count from the cut's first.
 * @returns null when there is no shot to join.
 */
export function cutManifest(plan: EpisodePlan, { title, sceneId }: CutScope): CutManifest | null {
  const shots = plan.shots.filter((shot) => sceneId === null || shot.sceneId === sceneId).slice(0, MOST_SHOTS);
  if (shots.length === 0) return null;
  return {
    v: 1,
    kind: sceneId === null ? 'episode' : 'scene',
    engineVersion: ASSEMBLY_VERSION,
    title,
    fps: plan.fps,
    shots: shots.map((shot) => ({
      shotRevision: shot.shot.revision,
      frames: shot.frames,
      ambience: ambienceOf(shot),
    })),
    captions: captionsOf(shots).slice(0, MOST_CAPTIONS),
  };
}

function ambienceOf(shot: PlannedShot): CutManifest['shots'][number]['ambience'] {
  const { kind, timeOfDay, weather } = shot.place;
  return { place: kind, timeOfDay, weather };
}
