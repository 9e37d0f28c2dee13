import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { blankScene, refuseLockedScene } from '../scene-state.ts';
import { RecordId, SceneLock } from '../schema.ts';
import { findBlock } from '../script-blocks.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * Of two people who lock one scene at once, one is named, the same on every replica.
 * @returns false when the same person locked it for the same reason already.
 * @throws AppError `not-found` when it is gone, `conflict` when it is locked otherwise.
 */
export const lockScene = defineCommand({
  name: 'lock-scene',
  document: 'episode',
  title: "Locks a scene's text, with who and why: nobody changes it until it is unlocked.",
  args: z.strictObject({ id: RecordId, lock: SceneLock.strict() }),
  run(doc, { id, lock }): boolean {
    const known = readRecord(doc, 'scenes', id);
    if (known === null && findBlock(doc, id)?.block.nodeName !== 'sceneHeading')
      throw new AppError('not-found', 'That scene is no longer in the script. Somebody may have removed it.');
    if (known?.lock?.personId === lock.personId && known.lock.reason === lock.reason) return false;
    refuseLockedScene(doc, id);
    putRecord(doc, 'scenes', { ...(known ?? blankScene(id)), lock });
    return true;
  },
});
