import type * as Y from 'yjs';
import { z } from 'zod';
import { applyPlacement, clipsInCut, shotsOfScene, storyIndex, storyOrder } from '../board.ts';
import { placeAt } from '../order.ts';
import { Clip, RecordId } from '../schema.ts';
import { isCutLocked } from '../track-lock.ts';
import { patchRecord, readRecord } from '../ydoc.ts';

/** A clip that was put elsewhere in the cut: its order before and after. */
export const MovedClip = z.strictObject({ id: RecordId, from: Clip.shape.order, to: Clip.shape.order });
export type MovedClip = z.infer<typeof MovedClip>;

/**
 * Puts the clips of scenes that moved where the story has them now. Clips that are locked, by their track or their shot, stay
 * where they are (SPEC T10, B3): a script is not held up by a cut.
 * @param sceneIds in the order of the story. @returns which clips were put elsewhere, for {@link putClipsBack}.
 */
export function followStory(doc: Y.Doc, sceneIds: readonly string[]): MovedClip[] {
  if (isCutLocked(doc)) return [];
  const stood = clipsInCut(doc);
  const story = storyOrder(doc);
  let cut = clipsInCut(doc).map(({ id, shotId, order }) => ({ id, shotId, order }));
  for (const { id: shotId, lock } of sceneIds.flatMap((sceneId) => shotsOfScene(doc, sceneId))) {
    const own = cut.findIndex((clip) => clip.shotId === shotId);
    const clip = cut[own];
    if (lock !== null || clip === undefined) continue;
    const others = cut.filter((other) => other !== clip);
    const index = storyIndex(story, others, shotId);
    if (index === own) continue;
    const placement = placeAt(others, index);
    const order = applyPlacement(doc, 'clips', placement);
    patchRecord(doc, 'clips', clip.id, { order });
    const orders = new Map(placement.moved.map((moved) => [moved.id, moved.order]));
    cut = others.map((other) => ({ ...other, order: orders.get(other.id) ?? other.order }));
    cut.splice(index, 0, { ...clip, order });
  }
  const now = new Map(cut.map(({ id, order }) => [id, order]));
  return stood.flatMap(({ id, order: from }) => {
    const to = now.get(id) ?? from;
    return to === from ? [] : [{ id, from, to }];
  });
}

/**
 * Takes back what {@link followStory} did, also where the cut told another order than the story. A clip that somebody has moved
 * since stays where they put it, and so does a locked one.
 * @returns the way back from there.
 */
export function putClipsBack(doc: Y.Doc, clips: readonly MovedClip[]): MovedClip[] {
  if (isCutLocked(doc)) return [];
  return clips.flatMap(({ id, from, to }) => {
    const clip = readRecord(doc, 'clips', id);
    const lock = clip === null || clip.gap === true ? null : (readRecord(doc, 'shots', clip.shotId)?.lock ?? null);
    if (clip?.order !== to || lock !== null) return [];
    patchRecord(doc, 'clips', id, { order: from });
    return [{ id, from: to, to: from }];
  });
}
