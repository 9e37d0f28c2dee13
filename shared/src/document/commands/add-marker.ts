import { z } from 'zod';
import { Marker } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns whether it was added; false when the id already exists (a retried step). */
export const addMarker = defineCommand({
  name: 'add-marker',
  document: 'episode',
  title: 'Puts a named marker on a frame of the timeline.',
  args: z.strictObject({ marker: Marker.omit({ v: true }) }),
  run(doc, { marker }): boolean {
    if (readRecord(doc, 'markers', marker.id) !== null) return false;
    putRecord(doc, 'markers', { ...marker, v: 1 });
    return true;
  },
});
