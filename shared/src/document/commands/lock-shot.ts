import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { RecordId, ShotLock } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { patchRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * Of two people who lock one shot at once, one is named, the same on every replica.
 * @returns false when the same person locked it for the same reason already.
 * @throws AppError `not-found` when it is gone, `conflict` when it is locked otherwise.
 */
export const lockShot = defineCommand({
  name: 'lock-shot',
  document: 'episode',
  title: 'Locks a shot, with who and why: nobody changes it until it is unlocked.',
  args: z.strictObject({ id: RecordId, lock: ShotLock.strict() }),
  run(doc, { id, lock }): boolean {
    const shot = readRecord(doc, 'shots', id);
    if (shot === null) throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    if (shot.lock?.personId === lock.personId && shot.lock.reason === lock.reason) return false;
    refuseLockedShot(doc, id);
    return patchRecord(doc, 'shots', id, { lock });
  },
});
