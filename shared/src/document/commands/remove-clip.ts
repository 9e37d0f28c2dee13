import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when it was gone already. */
export const removeClip = defineCommand({
  name: 'remove-clip',
  document: 'episode',
  title: 'Takes a clip out of the cut; its shot stays on the board.',
  args: ById,
  run(doc, { id }): boolean {
    return removeRecord(doc, 'clips', id);
  },
});
