import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when there was nothing to remove. The picture stays among the team's, for undo. */
export const removeReference = defineCommand({
  name: 'remove-reference',
  document: 'series',
  title: 'Takes a picture away from beside a character, a place or a prop.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'references', id);
  },
});
