import { removeShotAndClips } from '../board.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecords } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when it was gone already. @throws AppError `conflict` when it is in the cut and the track is locked. */
export const removeShot = defineCommand({
  name: 'remove-shot',
  document: 'episode',
  title: 'Removes a shot from the board and its clip from the cut.',
  args: ById,
  run(doc, { id }): boolean {
    if (readRecords(doc, 'clips').some(({ shotId }) => shotId === id)) refuseLockedCut(doc);
    return removeShotAndClips(doc, id);
  },
});
