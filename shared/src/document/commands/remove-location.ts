import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when there was nothing to remove. Scenes and shots that name it fall back to what their heading says. */
export const removeLocation = defineCommand({
  name: 'remove-location',
  document: 'series',
  title: 'Removes a location from the series bible.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'locations', id);
  },
});
