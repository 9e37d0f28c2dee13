import { AppError } from '../../errors/app-error.ts';
import { patchRecord, readRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** Whoever may write may unlock: a lock says wait, and who left the team must not hold a shot for ever. @returns false when it was not locked. @throws AppError `not-found`. */
export const unlockShot = defineCommand({
  name: 'unlock-shot',
  document: 'episode',
  title: 'Unlocks a shot, so that it can be changed again.',
  args: ById,
  run(doc, { id }): boolean {
    const shot = readRecord(doc, 'shots', id);
    if (shot === null) throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    return shot.lock !== null && patchRecord(doc, 'shots', id, { lock: null });
  },
});
