import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { Character, RecordId } from '../schema.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';

/** @throws AppError `not-found` when there is no such character. */
export const updateCharacter = defineCommand({
  name: 'update-character',
  document: 'series',
  title: 'Changes fields of a character in the series bible.',
  args: z.strictObject({ id: RecordId, patch: Character.omit({ id: true, v: true }).partial().strict() }),
  run(doc, { id, patch }): void {
    patchExisting(doc, 'characters', id, patch, say`character`);
  },
});
