import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { clipsInCut } from '../board.ts';
import { RecordId, Shot } from '../schema.ts';
import { putBehind } from '../shot-behind.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * The copy has ids and a seed of its own and no lines, because a line is spoken in one shot, and is not locked. Its clip is as long as the
 * shot's; a shot that is not in the cut gets a copy that is not either.
 * @returns false when the copy is there already (a retried step).
 * @throws AppError `not-found` when the shot is gone, `conflict` when it is in the cut and the track is locked.
 */
export const duplicateShot = defineCommand({
  name: 'duplicate-shot',
  document: 'episode',
  title: 'Puts a copy of a shot right behind it, on the board and in the cut.',
  args: z.strictObject({
    id: RecordId,
    copy: z.strictObject({ shotId: RecordId, clipId: RecordId, seed: Shot.shape.seed }),
  }),
  run(doc, { id, copy }): boolean {
    if (readRecord(doc, 'shots', copy.shotId) !== null) return false;
    const shot = readRecord(doc, 'shots', id);
    if (shot === null) throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    const clip = clipsInCut(doc).find(({ shotId }) => shotId === id);
    if (clip !== undefined) refuseLockedCut(doc);
    const own = { id: copy.shotId, lines: [], seed: copy.seed, lock: null };
    putBehind(doc, shot, own, clip === undefined ? null : { id: copy.clipId, duration: clip.duration });
    return true;
  },
});
