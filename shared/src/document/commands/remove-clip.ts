import { removeClipsOf } from '../board.ts';
import { refuseLockedClip } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecord, removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/**
 * Ripple delete: takes a shot out of the cut and leaves it on the board; of a gap it closes that one (SPEC T11, T13).
 * @returns false when it was gone already. @throws AppError `conflict` when the track or the shot is locked.
 */
export const removeClip = defineCommand({
  name: 'remove-clip',
  document: 'episode',
  title: 'Takes a clip out of the cut, or closes a gap; what follows moves up and the shot stays on the board.',
  args: ById,
  run(doc, { id }): boolean {
    const clip = readRecord(doc, 'clips', id);
    if (clip === null) return false;
    refuseLockedCut(doc);
    refuseLockedClip(doc, id);
    if (clip.gap === true) return removeRecord(doc, 'clips', id);
    removeClipsOf(doc, clip.shotId);
    return true;
  },
});
