import { z } from 'zod';
import { RecordId } from '../schema.ts';
import { patchRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { shotsThere } from './shots-there.ts';

/**
 * Whoever may write may unlock: a lock says wait, and who left the team must not hold a shot for ever. Shots that are gone by now
 * are left out.
 * @returns how many were locked. @throws AppError `not-found` when all are gone.
 */
export const unlockShots = defineCommand({
  name: 'unlock-shots',
  document: 'episode',
  title: 'Unlocks shots, so that they can be changed again.',
  args: z.strictObject({ ids: z.array(RecordId).min(1).max(1000) }),
  run(doc, { ids }): number {
    const locked = shotsThere(doc, ids).filter(({ lock }) => lock !== null);
    for (const { id } of locked) patchRecord(doc, 'shots', id, { lock: null });
    return locked.length;
  },
});
