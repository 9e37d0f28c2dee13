import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { Prop, RecordId } from '../schema.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';

/** @throws AppError `not-found` when there is no such prop. */
export const updateProp = defineCommand({
  name: 'update-prop',
  document: 'series',
  title: 'Changes fields of a prop in the series bible.',
  args: z.strictObject({ id: RecordId, patch: Prop.omit({ id: true, v: true }).partial().strict() }),
  run(doc, { id, patch }): void {
    patchExisting(doc, 'props', id, patch, say`prop`);
  },
});
