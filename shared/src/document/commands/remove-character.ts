import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when there was nothing to remove. Shots that name it keep the id and leave it out of the picture until it is put back. */
export const removeCharacter = defineCommand({
  name: 'remove-character',
  document: 'series',
  title: 'Removes a character from the series bible.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'characters', id);
  },
});
