import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { clipsInCut } from '../board.ts';
import { Clip, RecordId } from '../schema.ts';
import { putBehind } from '../shot-behind.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { SHORTEST_CLIP } from '../timeline.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * `at`: frames of the first half. `lines`: those of the shot's lines that the second half speaks. The second half is the same
 * shot under ids of its own, the seed included, so that both look like one; what was rendered stays the first half's.
 * @returns false when the second half is there already (a retried step).
 * @throws AppError `not-found` when the shot is gone, `conflict` when it is not in the cut, too short by now, or it or the track is locked.
 */
export const splitShot = defineCommand({
  name: 'split-shot',
  document: 'episode',
  title: 'Splits a shot in two at a frame of its clip; the second half follows the first on the board and in the cut.',
  args: z.strictObject({
    id: RecordId,
    at: Clip.shape.duration,
    lines: z.array(RecordId).max(40),
    second: z.strictObject({ shotId: RecordId, clipId: RecordId }),
  }),
  run(doc, { id, at, lines, second }): boolean {
    if (readRecord(doc, 'shots', second.shotId) !== null) return false;
    refuseLockedCut(doc);
    refuseLockedShot(doc, id);
    const shot = readRecord(doc, 'shots', id);
    if (shot === null) throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    const clip = clipsInCut(doc).find(({ shotId }) => shotId === id);
    if (clip === undefined) throw new AppError('conflict', 'That shot is not in the cut, so there is nothing to split.');
    const rest = clip.duration - at;
    if (at < SHORTEST_CLIP || rest < SHORTEST_CLIP)
      throw new AppError(
        'conflict',
        `Each half needs ${SHORTEST_CLIP} frames, and the clip has ${clip.duration}. Split it elsewhere.`,
      );
    const goes = new Set(lines);
    patchRecord(doc, 'clips', clip.id, { duration: at });
    patchRecord(doc, 'shots', id, { lines: shot.lines.filter((line) => !goes.has(line)) });
    const own = { id: second.shotId, lines: shot.lines.filter((line) => goes.has(line)) };
    putBehind(doc, shot, own, { id: second.clipId, duration: rest });
    return true;
  },
});
