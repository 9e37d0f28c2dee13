import { z } from 'zod';
import { ShotRender } from '../schema.ts';
import { putRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

export const setShotRender = defineCommand({
  name: 'set-shot-render',
  document: 'renders',
  title: 'Tells the room what is known of the rendering of a shot.',
  args: z.strictObject({ render: ShotRender.omit({ v: true }) }),
  run(doc, { render }): void {
    putRecord(doc, 'shotRenders', { ...render, v: 1 });
  },
});
