import { patchRecord, readRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** Whoever may write may unlock: a lock says wait, and who left the team must not hold a scene for ever. @returns false when it was not locked. */
export const unlockScene = defineCommand({
  name: 'unlock-scene',
  document: 'episode',
  title: 'Unlocks a scene, so that its text can be changed again.',
  args: ById,
  run(doc, { id }): boolean {
    const locked = (readRecord(doc, 'scenes', id)?.lock ?? null) !== null;
    return locked && patchRecord(doc, 'scenes', id, { lock: null });
  },
});
