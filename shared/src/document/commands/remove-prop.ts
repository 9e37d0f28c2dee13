import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when there was nothing to remove. */
export const removeProp = defineCommand({
  name: 'remove-prop',
  document: 'series',
  title: 'Removes a prop from the series bible.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'props', id);
  },
});
