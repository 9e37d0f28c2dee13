import { removeShotAndClips } from '../board.ts';
import { ById, defineCommand } from './command.ts';

/** @returns false when it was gone already. */
export const removeShot = defineCommand({
  name: 'remove-shot',
  document: 'episode',
  title: 'Removes a shot from the board and its clip from the cut.',
  args: ById,
  run(doc, { id }): boolean {
    return removeShotAndClips(doc, id);
  },
});
