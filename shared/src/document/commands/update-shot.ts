import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { RecordId, Shot } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';

/** What one person changes in a shot: where it stands is changed by move-shot, how long it is by set-clip-duration, its lock by lock-shots. */
export const ShotPatch = Shot.omit({ id: true, v: true, order: true, sceneId: true, lock: true }).partial().strict();

/** @throws AppError `not-found`, or `conflict` when somebody locked it. */
export const updateShot = defineCommand({
  name: 'update-shot',
  document: 'episode',
  title:
    'Changes fields of a shot: size, angle, move, action, cast, lines, place, time, weather, prop, notes, lens, own picture.',
  args: z.strictObject({
    id: RecordId,
    patch: ShotPatch,
  }),
  run(doc, { id, patch }): void {
    refuseLockedShot(doc, id);
    patchExisting(doc, 'shots', id, patch, say`shot`);
  },
});
