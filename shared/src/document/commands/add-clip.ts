import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { putClips } from '../board.ts';
import { readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { NewClip } from './shot-args.ts';

/**
 * Puts a shot that is on the board alone into the cut, where the story has it.
 * @returns whether it was added; false when the shot is in the cut already. @throws AppError `not-found` when the shot is gone.
 */
export const addClip = defineCommand({
  name: 'add-clip',
  document: 'episode',
  title: 'Puts a shot of the board into the cut.',
  args: z.strictObject({ clip: NewClip }),
  run(doc, { clip }): boolean {
    if (readRecord(doc, 'shots', clip.shotId) === null) {
      throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    }
    return putClips(doc, [clip]) === 1;
  },
});
