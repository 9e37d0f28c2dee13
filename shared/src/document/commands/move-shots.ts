import type * as Y from 'yjs';
import { z } from 'zod';
import { clipsInCut, shotsOfScene, storyIndex, storyOrder } from '../board.ts';
import { type Ordered, placeAt } from '../order.ts';
import { RecordId } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { shotsThere } from './shots-there.ts';

/**
 * Moves several shots to one place of the board, in the order the story has them, and their clips as move-shot does (SPEC B6).
 * `before` null, or a shot that is not in that scene, means at the end; where it is one of the moved, the next that is none counts.
 * Shots that are gone by now are left out.
 * @returns how many were moved: none where they stand so already.
 * @throws AppError `not-found` when all are gone, `conflict` when one is locked, or in the cut and the track is; none is moved then.
 */
export const moveShots = defineCommand({
  name: 'move-shots',
  document: 'episode',
  title: 'Moves several shots together in front of another shot, or to the end of a scene; their clips move with them.',
  args: z.strictObject({ ids: z.array(RecordId).min(1).max(1000), sceneId: RecordId, before: RecordId.nullable() }),
  run(doc, { ids, sceneId, before }): number {
    const named = new Set(shotsThere(doc, ids).map(({ id }) => id));
    const moved = storyOrder(doc).filter((id) => named.has(id));
    const scene = shotsOfScene(doc, sceneId);
    const siblings = scene.filter(({ id }) => !named.has(id));
    const from = scene.findIndex(({ id }) => id === before);
    const next = from === -1 ? undefined : scene.slice(from).find(({ id }) => !named.has(id));
    const index = next === undefined ? siblings.length : siblings.indexOf(next);
    const order = siblings.map(({ id }) => id).toSpliced(index, 0, ...moved);
    if (order.every((id, at) => scene[at]?.id === id)) return 0;
    for (const id of moved) refuseLockedShot(doc, id);
    if (clipsInCut(doc).some(({ shotId }) => shotId !== null && named.has(shotId))) refuseLockedCut(doc);
    const { keys, moved: making } = placeAt(siblings, index, moved.length);
    for (const room of making) patchRecord(doc, 'shots', room.id, { order: room.order });
    for (const [at, id] of moved.entries()) patchRecord(doc, 'shots', id, { sceneId, order: keys[at] ?? 'a0' });
    moveClipsOf(doc, moved);
    return moved.length;
  },
});

/** Puts each shot's clip where the story has it by now, one after the other: the next stands behind the one before. */
function moveClipsOf(doc: Y.Doc, shotIds: readonly string[]): void {
  const story = storyOrder(doc);
  let cut: (Ordered & { shotId: string | null })[] = clipsInCut(doc);
  for (const shotId of shotIds) {
    const own = cut.findIndex((clip) => clip.shotId === shotId);
    const clip = cut[own];
    if (clip === undefined) continue;
    const others = cut.toSpliced(own, 1);
    const index = storyIndex(story, others, shotId);
    if (index === own) continue;
    const { keys, moved } = placeAt(others, index);
    const orders = new Map(moved.map(({ id, order }) => [id, order])).set(clip.id, keys[0] ?? 'a0');
    for (const [id, order] of orders) patchRecord(doc, 'clips', id, { order });
    cut = others.toSpliced(index, 0, clip).map((one) => ({ ...one, order: orders.get(one.id) ?? one.order }));
  }
}
