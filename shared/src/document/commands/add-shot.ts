import { z } from 'zod';
import { applyPlacement, putClips, shotsOfScene } from '../board.ts';
import { placeAt } from '../order.ts';
import { RecordId } from '../schema.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { NewClip, NewShot, newShotRecord } from './shot-args.ts';

/**
 * `before`: the shot of the same scene it shall stand in front of; null, or one that is gone, means at the end.
 * `clip`: its clip, put into the cut where the story has it; null leaves the shot out of the cut.
 * @returns whether it was added; false when the id already exists (a retried step).
 * @throws AppError `conflict` when it has a clip and the track is locked.
 */
export const addShot = defineCommand({
  name: 'add-shot',
  document: 'episode',
  title: 'Adds a shot to the board of a scene, with its clip in the cut.',
  args: z.strictObject({
    shot: NewShot,
    before: RecordId.nullable(),
    clip: NewClip.omit({ shotId: true }).strict().nullable(),
  }),
  run(doc, { shot, before, clip }): boolean {
    if (readRecord(doc, 'shots', shot.id) !== null) return false;
    if (clip !== null) refuseLockedCut(doc);
    const siblings = shotsOfScene(doc, shot.sceneId);
    const index = siblings.findIndex((sibling) => sibling.id === before);
    const order = applyPlacement(doc, 'shots', placeAt(siblings, index === -1 ? siblings.length : index));
    putRecord(doc, 'shots', newShotRecord(shot, order));
    if (clip !== null) putClips(doc, [{ ...clip, shotId: shot.id }]);
    return true;
  },
});
