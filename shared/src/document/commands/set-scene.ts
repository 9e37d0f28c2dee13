import { z } from 'zod';
import { blankScene } from '../scene-state.ts';
import { RecordId, Scene } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand, definedOnly } from './command.ts';

/** What each field takes, without the fallbacks of what may be missing in a document: an argument left out changes nothing. */
const { synopsis, status, locationId, timeOfDay, weather, assignee, stage } = Scene.shape;
const Patch = z.strictObject({
  synopsis,
  status,
  locationId,
  timeOfDay,
  weather,
  assignee: assignee.unwrap(),
  stage: stage.unwrap().unwrap(),
});

/** Creates or changes what the room knows of a scene besides its text; `id` is the id on the scene's heading. Locks have commands of their own. */
export const setScene = defineCommand({
  name: 'set-scene',
  document: 'episode',
  title: 'Sets the synopsis, stage, assignee, location, time of day or weather of a scene.',
  args: z.strictObject({ id: RecordId, patch: Patch.partial() }),
  run(doc, { id, patch }): void {
    const scene = readRecord(doc, 'scenes', id) ?? blankScene(id);
    putRecord(doc, 'scenes', { ...scene, ...definedOnly(patch), ...olderStatus(scene, patch.stage) });
  },
});

/** What the program before reads of a stage: it knows whether a scene is approved. */
function olderStatus({ status: before }: Scene, to: Scene['stage'] | undefined): Partial<Scene> {
  if (to === 'approved') return { status: 'approved' };
  return to !== undefined && before === 'approved' ? { status: 'draft' } : {};
}
