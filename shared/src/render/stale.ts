import type { ShotRender } from '../document/schema.ts';
import { PRESETS, type PresetName } from './presets.ts';

/** What the room sees of a shot: whether what can be watched is what the document now says (DESIGN §7, SPEC P6). */
export interface ShotStatus {
  /** What can be watched. `current`: made exactly as planned now, at the preset it was made at. `stale`: edited since. `none`: nothing was ever finished. */
  readonly take: 'none' | 'current' | 'stale';
  /** What goes on beside it. `failed`: the last try at the shot as it is now failed. */
  readonly work: 'queued' | 'rendering' | 'failed' | null;
}

/** Revision of a shot as it is now, by preset; a preset that was not planned is left out. */
export type PlannedRevisions = Readonly<Partial<Record<PresetName, string>>>;

/**
 * Each take is judged by the plan at its own preset: a film at 1080p is not stale because the board is planned at 720p.
 * What is not planned yet says nothing, so nothing is called stale on suspicion.
 */
export function shotStatus(planned: PlannedRevisions, render: ShotRender | null): ShotStatus {
  if (render === null) return { take: 'none', work: null };
  const is = (revision: string) => Object.values(planned).includes(revision);
  // What is queued is never changed by an edit, but a failure is only news while the shot is still the one that failed.
  const failed = render.state === 'failed' && (is(render.revision) || planned[render.preset] === undefined);
  const live = render.state === 'queued' || render.state === 'rendering' ? render.state : null;
  const work = failed ? 'failed' : live;
  if (render.doneRevision === null) return { take: 'none', work };
  // Records of before the preset of a take was told: it was the only one asked for.
  const wanted = planned[render.donePreset ?? render.preset];
  return { take: is(render.doneRevision) || wanted === undefined ? 'current' : 'stale', work };
}

/** @returns the presets at which something can be watched and so must be planned to be judged, LOW first: the board is always planned at it. */
export function presetsInUse(renders: readonly Pick<ShotRender, 'donePreset'>[]): PresetName[] {
  const done = new Set(renders.map((render) => render.donePreset));
  return (Object.keys(PRESETS) as PresetName[]).filter((preset) => preset === 'LOW' || done.has(preset));
}
