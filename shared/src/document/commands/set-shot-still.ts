import { z } from 'zod';
import { ShotStill } from '../schema.ts';
import { putRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

export const setShotStill = defineCommand({
  name: 'set-shot-still',
  document: 'renders',
  title: 'Tells the room which still shows a shot.',
  args: z.strictObject({ still: ShotStill.omit({ v: true }) }),
  run(doc, { still }): void {
    putRecord(doc, 'shotStills', { ...still, v: 1 });
  },
});
