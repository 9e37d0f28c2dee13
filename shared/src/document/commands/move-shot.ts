import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { applyPlacement, clipsInCut, shotsOfScene, storyIndex, storyOrder } from '../board.ts';
import { placeAt } from '../order.ts';
import { RecordId } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { moveClipTo } from './move-clip.ts';

/**
 * Moves a shot on the board, within its scene or to another, and its clip to the same place in the cut, so that board
 * and cut keep telling one story. `before` null, or a shot that is not in that scene, means at the end.
 * @throws AppError `not-found` when the shot is gone, `conflict` when it is locked, or its clip would move and the track is.
 */
export const moveShot = defineCommand({
  name: 'move-shot',
  document: 'episode',
  title: 'Moves a shot in front of another shot, or to the end of a scene; its clip moves with it.',
  args: z.strictObject({ id: RecordId, sceneId: RecordId, before: RecordId.nullable() }),
  run(doc, { id, sceneId, before }): void {
    const shot = readRecord(doc, 'shots', id);
    if (shot === null) throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    const all = shotsOfScene(doc, sceneId);
    const siblings = all.filter((sibling) => sibling.id !== id);
    const found = siblings.findIndex((sibling) => sibling.id === before);
    const index = found === -1 ? siblings.length : found;
    if (all[index]?.id === id) return;
    refuseLockedShot(doc, id);
    const clip = clipsInCut(doc).find((candidate) => candidate.shotId === id);
    if (clip !== undefined) refuseLockedCut(doc);
    patchRecord(doc, 'shots', id, { sceneId, order: applyPlacement(doc, 'shots', placeAt(siblings, index)) });
    if (clip !== undefined) moveClipTo(doc, clip.id, (others) => storyIndex(storyOrder(doc), others, id));
  },
});
