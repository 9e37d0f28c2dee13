import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when there was nothing to remove. */
export const removeCanonFact = defineCommand({
  name: 'remove-canon-fact',
  document: 'series',
  title: 'Takes a fact out of the canon of the series.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'canon', id);
  },
});
