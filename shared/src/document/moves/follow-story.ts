import type * as Y from 'yjs';
import { applyPlacement, clipsInCut, shotsOfScene, storyIndex, storyOrder } from '../board.ts';
import { placeAt } from '../order.ts';
import { isCutLocked } from '../track-lock.ts';
import { patchRecord } from '../ydoc.ts';

/**
 * Puts the clips of scenes that moved where the story has them now. Clips that are locked, by their track or their shot, stay
 * where they are (SPEC T10, B3): a script is not held up by a cut.
 * @param sceneIds in the order of the story.
 */
export function followStory(doc: Y.Doc, sceneIds: readonly string[]): void {
  if (isCutLocked(doc)) return;
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
}
