import { removeRecord } from '../ydoc.ts';
import { ById, defineCommand } from './command.ts';

/** Forgets the rendering, still and cut kept under an id, as when a shot is gone. @returns false when there was nothing. */
export const dropRender = defineCommand({
  name: 'drop-render',
  document: 'renders',
  title: 'Forgets what was rendered for a shot, a scene or the episode.',
  args: ById,
  run(doc, { id }): boolean {
    const dropped = [
      removeRecord(doc, 'shotRenders', id),
      removeRecord(doc, 'shotStills', id),
      removeRecord(doc, 'cutRenders', id),
    ];
    return dropped.includes(true);
  },
});
