import { z } from 'zod';
import { RecordId, Shot } from '../schema.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';

/** Where a shot stands is changed by move-shot, how long it is by set-clip-duration. @throws AppError `not-found`. */
export const updateShot = defineCommand({
  name: 'update-shot',
  document: 'episode',
  title: 'Changes fields of a shot: size, angle, move, action, cast, lines, place, time, weather, prop.',
  args: z.strictObject({
    id: RecordId,
    patch: Shot.omit({ id: true, v: true, order: true, sceneId: true }).partial().strict(),
  }),
  run(doc, { id, patch }): void {
    patchExisting(doc, 'shots', id, patch, 'shot');
  },
});
