import { z } from 'zod';
import { RecordId, Scene } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand, definedOnly } from './command.ts';

/** Creates or changes what the room knows of a scene besides its text; `id` is the id on the scene's heading. */
export const setScene = defineCommand({
  name: 'set-scene',
  document: 'episode',
  title: 'Sets the synopsis, status, location, time of day or weather of a scene.',
  args: z.strictObject({ id: RecordId, patch: Scene.omit({ id: true, v: true }).partial().strict() }),
  run(doc, { id, patch }): void {
    const blank: Scene = { id, v: 1, synopsis: '', status: 'draft', locationId: null, timeOfDay: null, weather: null };
    putRecord(doc, 'scenes', { ...(readRecord(doc, 'scenes', id) ?? blank), ...definedOnly(patch) });
  },
});
