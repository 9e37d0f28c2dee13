import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when it was gone already. */
export const removeMarker = defineCommand({
  name: 'remove-marker',
  document: 'episode',
  title: 'Removes a marker.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'markers', id);
  },
});
