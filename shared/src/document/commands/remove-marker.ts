import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when there was nothing to remove. */
export const removeMarker = defineCommand({
  name: 'remove-marker',
  document: 'episode',
  title: 'Removes a marker from the timeline.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'markers', id);
  },
});
