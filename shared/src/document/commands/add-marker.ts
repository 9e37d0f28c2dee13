import { z } from 'zod';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { NewMarker } from './marker-args.ts';

/** @returns whether it was added; false when the id already exists (a retried step). */
export const addMarker = defineCommand({
  name: 'add-marker',
  document: 'episode',
  title: 'Sets a marker at a frame of the cut.',
  args: z.strictObject({ marker: NewMarker }),
  run(doc, { marker }): boolean {
    if (readRecord(doc, 'markers', marker.id) !== null) return false;
    putRecord(doc, 'markers', { ...marker, v: 1 });
    return true;
  },
});
