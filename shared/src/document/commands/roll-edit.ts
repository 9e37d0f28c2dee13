import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { clipsInCut } from '../board.ts';
import { Clip, RecordId } from '../schema.ts';
import { refuseLockedClip } from '../shot-lock.ts';
import { rolled } from '../timeline-edits.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * `duration` is the left clip's new length, taken as near as the right one allows; the right one takes the rest, so nothing
 * else moves (SPEC T7).
 * @throws AppError `not-found` when one is gone, `conflict` when the right no longer follows the left or the track or a shot of theirs is locked.
 */
export const rollEdit = defineCommand({
  name: 'roll-edit',
  document: 'episode',
  title: 'Moves the edge between two clips that follow one another; the cut stays as long as it is.',
  args: z.strictObject({ left: RecordId, right: RecordId, duration: Clip.shape.duration }),
  run(doc, args): void {
    refuseLockedCut(doc);
    for (const id of [args.left, args.right]) refuseLockedClip(doc, id);
    const cut = clipsInCut(doc);
    const at = cut.findIndex(({ id }) => id === args.left);
    const left = cut[at];
    const right = cut.find(({ id }) => id === args.right);
    if (left === undefined || right === undefined)
      throw new AppError('not-found', 'One of the two clips is no longer in the cut. Somebody may have removed it.');
    if (cut[at + 1] !== right)
      throw new AppError('conflict', 'Those two clips no longer follow one another. Look at the cut again and repeat.');
    const lengths = rolled(left, right, args.duration);
    patchRecord(doc, 'clips', left.id, { duration: lengths.left });
    patchRecord(doc, 'clips', right.id, { duration: lengths.right });
  },
});
