import { z } from 'zod';
import { CutRender } from '../schema.ts';
import { putRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

export const setCutRender = defineCommand({
  name: 'set-cut-render',
  document: 'renders',
  title: 'Tells the room what is known of the cut of a scene or of the episode.',
  args: z.strictObject({ render: CutRender.omit({ v: true }) }),
  run(doc, { render }): void {
    putRecord(doc, 'cutRenders', { ...render, v: 1 });
  },
});
