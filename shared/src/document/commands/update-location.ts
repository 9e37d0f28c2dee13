import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { Location, RecordId } from '../schema.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';

/** @throws AppError `not-found` when there is no such location. */
export const updateLocation = defineCommand({
  name: 'update-location',
  document: 'series',
  title: 'Changes fields of a location in the series bible.',
  args: z.strictObject({ id: RecordId, patch: Location.omit({ id: true, v: true }).partial().strict() }),
  run(doc, { id, patch }): void {
    patchExisting(doc, 'locations', id, patch, say`location`);
  },
});
