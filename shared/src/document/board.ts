import type * as Y from 'yjs';
import { byOrder, type Placement, placeAt } from './order.ts';
import type { Clip, Shot } from './schema.ts';
import { sceneIdsOf } from './script-blocks.ts';
import { type CutClip, DEFAULT_TRACKS, VIDEO_TRACK_ID, videoClips } from './timeline.ts';
import { patchRecord, putRecord, readRecord, readRecords, removeRecord } from './ydoc.ts';

/** What the commands of board and timeline share: putting shots and clips where they belong. Call inside a transaction. */

/** The shots of one scene in board order. */
export function shotsOfScene(doc: Y.Doc, sceneId: string): Shot[] {
  return readRecords(doc, 'shots')
    .filter((shot) => shot.sceneId === sceneId)
    .sort(byOrder);
}

/** The clips and gaps of the cut in order (SPEC T4, T13). */
export function clipsInCut(doc: Y.Doc): CutClip[] {
  return videoClips(readRecords(doc, 'clips'), new Set(readRecords(doc, 'shots').map((shot) => shot.id)));
}

/** Creates the tracks an episode has by definition; their ids are derived, so doing it on two clients at once makes one set (SPEC T2). */
export function ensureTracks(doc: Y.Doc): void {
  for (const track of DEFAULT_TRACKS) if (readRecord(doc, 'tracks', track.id) === null) putRecord(doc, 'tracks', track);
}

/** Writes the neighbours' new keys, where room had to be made, and returns the key for the one being placed. */
export function applyPlacement(doc: Y.Doc, collection: 'shots' | 'clips', placement: Placement): string {
  for (const { id, order } of placement.moved) patchRecord(doc, collection, id, { order });
  return placement.keys[0] ?? 'a0';
}

/**
 * Puts shots into the cut where the story has them: each behind the nearest shot before it that is in the cut, else first.
 * A shot that is in the cut already keeps its clip (one clip a shot, SPEC T4); one that was lifted takes the gap it left (T14).
 * @returns how many clips were added.
 */
export function putClips(doc: Y.Doc, wanted: readonly { id: string; shotId: string; duration: number }[]): number {
  ensureTracks(doc);
  const story = storyOrder(doc);
  const cut: { id: string; shotId: string | null; order: string }[] = clipsInCut(doc);
  const all = readRecords(doc, 'clips').sort(byOrder);
  const taken = new Set(all.map((clip) => clip.id));
  let added = 0;
  for (const { id, shotId, duration } of wanted) {
    if (taken.has(id) || cut.some((clip) => clip.shotId === shotId)) continue;
    const left = all.find((clip) => clip.gap === true && clip.shotId === shotId);
    const gap = cut.find((clip) => clip.id === left?.id);
    if (gap !== undefined) {
      patchRecord(doc, 'clips', gap.id, { gap: false });
      gap.shotId = shotId;
      added += 1;
      continue;
    }
    const index = storyIndex(story, cut, shotId);
    const placement = placeAt(cut, index);
    const order = applyPlacement(doc, 'clips', placement);
    for (const moved of placement.moved) {
      const clip = cut.find((other) => other.id === moved.id);
      if (clip !== undefined) clip.order = moved.order;
    }
    putRecord(doc, 'clips', { id, v: 1, shotId, duration, trackId: VIDEO_TRACK_ID, order });
    cut.splice(index, 0, { id, shotId, order });
    taken.add(id);
    added += 1;
  }
  return added;
}

/**
 * @param story ids of shots in the order of the story. @param cut the other clips, in order.
 * @returns the place in the cut that the story gives a shot.
 */
export function storyIndex(story: readonly string[], cut: readonly { shotId: string | null }[], shotId: string): number {
  const places = new Map(cut.map((clip, index) => [clip.shotId, index]));
  for (let i = story.indexOf(shotId) - 1; i >= 0; i--) {
    const place = places.get(story[i] ?? '');
    if (place !== undefined) return place + 1;
  }
  return 0;
}

/** Ids of all shots as the story tells them: scenes by the script, unplaced scenes last and by id, shots by board order. */
export function storyOrder(doc: Y.Doc): string[] {
  const places = new Map(sceneIdsOf(doc).map((id, index) => [id, index]));
  const placeOf = (shot: Shot) => places.get(shot.sceneId) ?? places.size;
  return readRecords(doc, 'shots')
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.sceneId < b.sceneId ? -1 : a.sceneId > b.sceneId ? 1 : byOrder(a, b)))
    .map((shot) => shot.id);
}

/** Whether a clip is of one of these shots; the gap that a lifted one left is of none. */
export function isClipOf({ shotId, gap }: Clip, shotIds: ReadonlySet<string>): boolean {
  return gap !== true && shotIds.has(shotId);
}

/** Takes every clip of a shot out of the cut, those too that are hidden behind another and would stand there next (SPEC T4). */
export function removeClipsOf(doc: Y.Doc, shotId: string, except?: string): void {
  const own = new Set([shotId]);
  for (const clip of readRecords(doc, 'clips'))
    if (isClipOf(clip, own) && clip.id !== except) removeRecord(doc, 'clips', clip.id);
}

/** Removes a shot and every clip of it. @returns false when there was no such shot. */
export function removeShotAndClips(doc: Y.Doc, shotId: string): boolean {
  removeClipsOf(doc, shotId);
  return removeRecord(doc, 'shots', shotId);
}
