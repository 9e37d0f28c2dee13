import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { RecordId } from '../schema.ts';
import { defineCommand } from './command.ts';
import { MarkerPatch } from './marker-args.ts';
import { patchExisting } from './patch-existing.ts';

/** @throws AppError `not-found`. */
export const updateMarker = defineCommand({
  name: 'update-marker',
  document: 'episode',
  title: 'Changes a marker: its frame, name or colour.',
  args: z.strictObject({ id: RecordId, patch: MarkerPatch }),
  run(doc, { id, patch }): void {
    patchExisting(doc, 'markers', id, patch, say`marker`);
  },
});
