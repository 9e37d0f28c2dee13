import { refuseLockedClip } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecord, readRecords, removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/**
 * Ripple delete: takes a shot out of the cut and leaves it on the board. Every clip of the shot goes, because one that was
 * hidden behind another (SPEC T4) would stand there next.
 * @returns false when it was gone already. @throws AppError `conflict` when the track or the shot is locked.
 */
export const removeClip = defineCommand({
  name: 'remove-clip',
  document: 'episode',
  title: 'Takes a clip out of the cut; what follows moves up and the shot stays on the board.',
  args: ById,
  run(doc, { id }): boolean {
    const clip = readRecord(doc, 'clips', id);
    if (clip === null) return false;
    refuseLockedCut(doc);
    refuseLockedClip(doc, id);
    for (const other of readRecords(doc, 'clips')) if (other.shotId === clip.shotId) removeRecord(doc, 'clips', other.id);
    return true;
  },
});
