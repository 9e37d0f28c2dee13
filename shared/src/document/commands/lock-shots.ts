import { z } from 'zod';
import { RecordId, ShotLock } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { patchRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { shotsThere } from './shots-there.ts';

/**
 * Of two people who lock one shot at once, one is named, the same on every replica. Shots that are gone by now are left out, and
 * so are those that are locked already.
 * @returns how many were locked by it: none where the same person locked all of them for the same reason already.
 * @throws AppError `not-found` when all are gone, `conflict` when all are locked and one of them otherwise.
 */
export const lockShots = defineCommand({
  name: 'lock-shots',
  document: 'episode',
  title: 'Locks shots, with who and why: nobody changes them until they are unlocked.',
  args: z.strictObject({ ids: z.array(RecordId).min(1).max(1000), lock: ShotLock.strict() }),
  run(doc, { ids, lock }): number {
    const there = shotsThere(doc, ids);
    const open = there.filter((shot) => shot.lock === null);
    for (const { id } of open) patchRecord(doc, 'shots', id, { lock });
    const others = there.filter((shot) => shot.lock?.personId !== lock.personId || shot.lock.reason !== lock.reason);
    if (open.length === 0) for (const { id } of others) refuseLockedShot(doc, id);
    return open.length;
  },
});
