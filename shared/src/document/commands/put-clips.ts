import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { putClips as putIntoCut } from '../board.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecords } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { NewClip } from './shot-args.ts';

/**
 * A shot that is in the cut already keeps the clip it has.
 * @returns how many clips were put. @throws AppError `not-found` when a shot is gone, `conflict` when the track is locked.
 */
export const putClips = defineCommand({
  name: 'put-clips',
  document: 'episode',
  title: 'Puts shots of the board into the cut, where the story has them.',
  args: z.strictObject({ clips: z.array(NewClip).min(1).max(200) }),
  run(doc, { clips }): number {
    const shots = new Set(readRecords(doc, 'shots').map(({ id }) => id));
    if (clips.some(({ shotId }) => !shots.has(shotId)))
      throw new AppError('not-found', 'A shot of those is no longer there. Somebody may have removed it.');
    refuseLockedCut(doc);
    return putIntoCut(doc, clips);
  },
});
