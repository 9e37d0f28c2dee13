import { isClipOf, removeShotAndClips } from '../board.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecords } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when it was gone already. @throws AppError `conflict` when it is locked, or in the cut and the track is. */
export const removeShot = defineCommand({
  name: 'remove-shot',
  document: 'episode',
  title: 'Removes a shot from the board and its clip from the cut.',
  args: ById,
  run(doc, { id }): boolean {
    refuseLockedShot(doc, id);
    if (readRecords(doc, 'clips').some((clip) => isClipOf(clip, new Set([id])))) refuseLockedCut(doc);
    return removeShotAndClips(doc, id);
  },
});
