import { removeClipsOf } from '../board.ts';
import { refuseLockedClip } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord, readRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/**
 * Lift delete: the clip becomes a gap where it stands, as long as it is, and its shot stays on the board (SPEC T13). One field is
 * written, so what others do to the clip meanwhile, a trim or a move, is done to the gap, and two who lift at once leave one.
 * @returns false when the clip is gone or a gap already. @throws AppError `conflict` when the track or the shot is locked.
 */
export const liftClip = defineCommand({
  name: 'lift-clip',
  document: 'episode',
  title: 'Lifts a clip out of the cut and leaves a gap as long as it: nothing else moves and the shot stays on the board.',
  args: ById,
  run(doc, { id }): boolean {
    const clip = readRecord(doc, 'clips', id);
    if (clip === null || clip.gap === true) return false;
    refuseLockedCut(doc);
    refuseLockedClip(doc, id);
    removeClipsOf(doc, clip.shotId, id);
    return patchRecord(doc, 'clips', id, { gap: true });
  },
});
