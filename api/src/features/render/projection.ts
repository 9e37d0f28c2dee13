import type { CutRender, ShotRender } from '@trashfire/shared/document/schema';

/** One want with its task and assets, as the rows say it. */
export interface WantRow {
  targetId: string;
  kind: 'shot' | 'scene' | 'episode';
  revision: string;
  preset: 'LOW' | 'HIGH';
  state: 'waiting' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  reason: string | null;
  frames: number;
  fps: number;
  /** Role -> hash; empty until done. */
  assets: Readonly<Record<string, string>>;
}

const SHOWN = {
  waiting: 'queued',
  queued: 'queued',
  running: 'rendering',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

/**
 * What the room is to see of an episode's rendering: a pure function of rows, so that the `renders:` document can be
 * thrown away and built again (DESIGN §4).
 * @param rows wants of one episode, newest first.
 */
export function projectRenders(rows: readonly WantRow[]): { shots: ShotRender[]; cuts: CutRender[] } {
  const byTarget = new Map<string, WantRow[]>();
  for (const row of rows) {
    const list = byTarget.get(row.targetId);
    if (list) list.push(row);
    else byTarget.set(row.targetId, [row]);
  }
  const shots: ShotRender[] = [];
  const cuts: CutRender[] = [];
  for (const [id, list] of byTarget) {
    const [newest] = list;
    if (!newest) continue;
    const done = list.find((row) => row.state === 'done');
    const take = new Set(list.filter((row) => row.state === 'done').map((row) => row.revision)).size;
    const common = { id, v: 1 as const, state: SHOWN[newest.state], revision: newest.revision, preset: newest.preset, take };
    const reason = newest.reason?.slice(0, 500) ?? null;
    if (newest.kind === 'shot') {
      shots.push({
        ...common,
        segment: done?.assets.segment ?? null,
        dialogue: done?.assets.dialogue ?? null,
        poster: done?.assets.poster ?? null,
        frames: (done ?? newest).frames,
        reason,
        doneRevision: done?.revision ?? null,
        donePreset: done?.preset ?? null,
      });
    } else {
      const { frames, fps } = done ?? newest;
      const asset = done?.assets.cut ?? null;
      cuts.push({ ...common, asset, assetPreset: done?.preset ?? null, frames, fps, reason });
    }
  }
  return { shots, cuts };
}
