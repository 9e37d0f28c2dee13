import { z } from 'zod';
import { EpisodeMeta } from '../schema.ts';
import { EDIT_RATE } from '../vocabulary.ts';
import { putRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** Creates the episode's own record when it is the first edit. The edit rate is fixed at creation (SPEC T1) and so is no argument. */
export const setEpisodeMeta = defineCommand({
  name: 'set-episode-meta',
  document: 'episode',
  title: 'Sets the title of the episode.',
  args: z.strictObject({ title: EpisodeMeta.shape.title }),
  run(doc, { title }): void {
    putRecord(doc, 'episodeMeta', { id: 'meta', v: 1, title, editRate: EDIT_RATE });
  },
});
