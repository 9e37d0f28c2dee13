import { derivedId } from '../ids.ts';
import { byOrder } from './order.ts';
import type { Clip, Shot, Track } from './schema.ts';

/**
 * The timeline as it is read (SPEC T1-T6). Only order and duration are stored; every start frame is a sum, so no two
 * edits made at once can leave an overlap or a gap. A gap that somebody wants is a clip of its own (T13).
 */

/** Tracks every episode has. Ids are derived, so that two clients which create them at once create the same ones (SPEC T2). */
export const DEFAULT_TRACKS: readonly Track[] = (['video', 'dialogue', 'music', 'effects'] as const).map((kind, i) => ({
  id: derivedId('track', kind),
  v: 1,
  kind,
  name: { video: 'Picture', dialogue: 'Dialogue', music: 'Music', effects: 'Effects' }[kind],
  order: `a${i}`,
  muted: false,
  locked: false,
}));
export const VIDEO_TRACK_ID = derivedId('track', 'video');

/** No edit by hand makes a clip shorter than this, in frames: below a sixth of a second nobody sees a picture. */
export const SHORTEST_CLIP = 4;

/** The tracks as they stand: those of the document, and by default those that nobody has written yet. In order. */
export function tracksOf(records: readonly Track[]): Track[] {
  const byId = new Map(records.map((track) => [track.id, track]));
  return DEFAULT_TRACKS.map((track) => byId.get(track.id) ?? track);
}

/** A shot in the cut, or a gap; frames at the edit rate, `end` is the first frame after it. */
export interface TimelineClip {
  readonly id: string;
  /** Null is a gap: black. */
  readonly shotId: string | null;
  readonly start: number;
  readonly end: number;
  readonly duration: number;
}

/** Whether a clip shows a shot; else it is a gap. */
export function isShotClip<T extends { readonly shotId: string | null }>(clip: T): clip is T & { readonly shotId: string } {
  return clip.shotId !== null;
}

export interface Timeline {
  readonly clips: readonly TimelineClip[];
  /** Length of the cut in frames at the edit rate. */
  readonly frames: number;
  /** Shots that stand on the board but not in the cut, in order of their ids. */
  readonly unclipped: readonly string[];
}

/** A clip as the cut has it: a gap is of no shot, whichever was lifted out of it. */
export type CutClip = Pick<Clip, 'id' | 'order' | 'duration'> & { readonly shotId: string | null };

/**
 * The clips that count, in order: on the video track, gaps and those of a shot that exists, and of these the first one of each
 * shot (SPEC T4) — two people may put one shot into the cut at the same moment, and a clip may outlive its shot.
 */
export function videoClips(clips: readonly Clip[], shotIds: ReadonlySet<string>): CutClip[] {
  const seen = new Set<string>();
  return clips
    .filter(({ trackId, shotId, gap }) => trackId === VIDEO_TRACK_ID && (gap === true || shotIds.has(shotId)))
    .map(({ id, order, duration, shotId, gap }) => ({ id, order, duration, shotId: gap === true ? null : shotId }))
    .sort(byOrder)
    .filter(({ shotId }) => shotId === null || (!seen.has(shotId) && seen.add(shotId)));
}

/** @param records shots and clips of one episode, in any order. */
export function timelineOf(records: { readonly shots: readonly Shot[]; readonly clips: readonly Clip[] }): Timeline {
  const shotIds = new Set(records.shots.map((shot) => shot.id));
  let start = 0;
  const clips = videoClips(records.clips, shotIds).map(({ id, shotId, duration }) => {
    const clip = { id, shotId, start, end: start + duration, duration };
    start = clip.end;
    return clip;
  });
  for (const { shotId } of clips) if (shotId !== null) shotIds.delete(shotId);
  return { clips, frames: start, unclipped: [...shotIds].sort() };
}

/** @returns the clip under a frame (edit rate), or null before the first and after the last. */
export function clipAtFrame(timeline: Timeline, frame: number): TimelineClip | null {
  let low = 0;
  let high = timeline.clips.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const clip = timeline.clips[middle];
    if (clip === undefined) return null;
    if (frame < clip.start) high = middle - 1;
    else if (frame >= clip.end) low = middle + 1;
    else return clip;
  }
  return null;
}
