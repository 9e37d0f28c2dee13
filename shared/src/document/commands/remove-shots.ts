import { z } from 'zod';
import { isClipOf, removeShotAndClips } from '../board.ts';
import { RecordId } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { readRecords } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns how many were there. @throws AppError `conflict` when one is locked, or in the cut and the track is; none is removed then. */
export const removeShots = defineCommand({
  name: 'remove-shots',
  document: 'episode',
  title: 'Removes several shots from the board and their clips from the cut.',
  args: z.strictObject({ ids: z.array(RecordId).min(1).max(1000) }),
  run(doc, { ids }): number {
    const named = new Set(ids);
    for (const id of named) refuseLockedShot(doc, id);
    if (readRecords(doc, 'clips').some((clip) => isClipOf(clip, named))) refuseLockedCut(doc);
    return [...named].filter((id) => removeShotAndClips(doc, id)).length;
  },
});
