import { captionsOf } from './captions.ts';
import type { CutManifest, ShotSpan } from './manifest.ts';
import type { EpisodePlan, PlannedGap, PlannedShot } from './plan.ts';
import { ASSEMBLY_VERSION } from './versions.ts';

/** CutManifest's limits. */
const MOST_SHOTS = 2000;
const MOST_CAPTIONS = 10_000;

export interface CutScope {
  readonly title: string;
  /** A scene's id for the cut of that scene alone; null for the episode. */
  readonly sceneId: string | null;
}

/** What a cut is made of, in order: shots and gaps. */
export function cutParts(plan: Pick<EpisodePlan, 'shots' | 'gaps'>, sceneId: string | null): (PlannedShot | PlannedGap)[] {
  const parts = [...plan.shots, ...plan.gaps].sort((a, b) => a.start - b.start);
  if (sceneId === null) return parts;
  const own: (PlannedShot | PlannedGap)[] = [];
  // A gap is the scene's where a shot of it stands on either side; at its edge it is the episode's.
  let gaps: PlannedGap[] = [];
  let before: string | null = null;
  for (const part of parts) {
    if (!isShot(part)) gaps.push(part);
    else {
      if (part.sceneId === sceneId) own.push(...(before === sceneId ? gaps : []), part);
      before = part.sceneId;
      gaps = [];
    }
  }
  return own;
}

function isShot(part: PlannedShot | PlannedGap): part is PlannedShot {
  return 'shot' in part;
}

/**
 * The manifest of a cut: its shots in order and the captions over them; frames count from the cut's first.
 * @returns null when there is no shot to join.
 */
export function cutManifest(plan: EpisodePlan, { title, sceneId }: CutScope): CutManifest | null {
  const parts = cutParts(plan, sceneId).slice(0, MOST_SHOTS);
  if (!parts.some(isShot)) return null;
  let start = 0;
  const placed = parts.map((part) => {
    const from = start;
    start += part.frames;
    return { ...part, start: from };
  });
  return {
    v: 1,
    kind: sceneId === null ? 'episode' : 'scene',
    engineVersion: ASSEMBLY_VERSION,
    title,
    fps: plan.fps,
    shots: parts.map((part) =>
      isShot(part)
        ? { shotRevision: part.shot.revision, frames: part.frames, ambience: ambienceOf(part) }
        : { gap: true, frames: part.frames },
    ),
    captions: captionsOf(placed.filter(isShot)).slice(0, MOST_CAPTIONS),
  };
}

function ambienceOf(shot: PlannedShot): ShotSpan['ambience'] {
  const { kind, timeOfDay, weather } = shot.place;
  return { place: kind, timeOfDay, weather };
}
