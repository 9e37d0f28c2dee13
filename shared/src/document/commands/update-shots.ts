import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { RecordId } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';
import { shotsThere } from './shots-there.ts';
import { ShotPatch } from './update-shot.ts';

/** Shots that are gone by now are left out. @throws AppError `not-found` when all are, `conflict` when one is locked; nothing is changed then. */
export const updateShots = defineCommand({
  name: 'update-shots',
  document: 'episode',
  title: 'Changes the same fields of several shots.',
  args: z.strictObject({ ids: z.array(RecordId).min(1).max(1000), patch: ShotPatch }),
  run(doc, { ids, patch }): void {
    const there = shotsThere(doc, ids);
    for (const { id } of there) refuseLockedShot(doc, id);
    for (const { id } of there) patchExisting(doc, 'shots', id, patch, say`shot`);
  },
});
