import type { RendersRecords } from '../document/records.ts';
import type { ShotRender } from '../document/schema.ts';
import type { EpisodePlan, PlannedShot } from './plan.ts';

/** What the room sees of each shot: whether what can be watched is what the document now says (DESIGN §7). */
export interface ShotStatus {
  /**
   * `current`: rendered exactly as planned now. `stale`: rendered, and edited since. `queued` and `rendering`: on its way.
   * `failed`: the last try at the shot as it is now failed. `none`: never rendered, or nothing to watch.
   */
  readonly state: 'none' | 'current' | 'stale' | 'queued' | 'rendering' | 'failed';
  /** Edited since it was queued: what comes will be stale (later edits never change what is queued). Only while on its way. */
  readonly outdated: boolean;
  /** Why it is stale: the asked preset is another one, or the shot itself changed. */
  readonly changed: 'preset' | 'shot' | null;
  /** The record behind it, with its assets and the reason of a failure. */
  readonly render: ShotRender | null;
}

/** @returns one status for each shot of the plan, by shot id. */
export function shotStatuses(plan: EpisodePlan, renders: RendersRecords): Map<string, ShotStatus> {
  const byId = new Map(renders.shots.map((render) => [render.id, render]));
  return new Map(plan.shots.map((shot) => [shot.shotId, shotStatus(shot, plan.preset, byId.get(shot.shotId) ?? null)]));
}

export function shotStatus(
  shot: Pick<PlannedShot, 'shot'>,
  preset: EpisodePlan['preset'],
  render: ShotRender | null,
): ShotStatus {
  const status = (state: ShotStatus['state'], more: Partial<ShotStatus> = {}): ShotStatus => ({
    state,
    outdated: false,
    changed: null,
    render,
    ...more,
  });
  if (render === null) return status('none');
  const wanted = shot.shot.revision;
  const finished = render.doneRevision ?? (render.state === 'done' ? render.revision : null);
  if (finished === wanted) return status('current');
  if (render.state === 'queued' || render.state === 'rendering') {
    return status(render.state, { outdated: render.revision !== wanted });
  }
  if (render.state === 'failed' && render.revision === wanted) return status('failed');
  if (finished === null) return status('none');
  return status('stale', { changed: render.preset === preset ? 'shot' : 'preset' });
}
