import { AppError } from '../../errors/app-error.ts';
import { putClips } from '../board.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { NewClip } from './shot-args.ts';

/**
 * @returns false when the shot is in the cut already.
 * @throws AppError `not-found` when the shot is gone, `conflict` when the track is locked.
 */
export const putClip = defineCommand({
  name: 'put-clip',
  document: 'episode',
  title: 'Puts a shot of the board into the cut, where the story has it.',
  args: NewClip,
  run(doc, clip): boolean {
    if (readRecord(doc, 'shots', clip.shotId) === null)
      throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    refuseLockedCut(doc);
    return putClips(doc, [clip]) === 1;
  },
});
