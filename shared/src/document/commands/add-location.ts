import { z } from 'zod';
import { Location } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns whether it was added; false when the id already stands in the bible, which is left as it is (a retried step). */
export const addLocation = defineCommand({
  name: 'add-location',
  document: 'series',
  title: 'Adds a location to the series bible.',
  args: z.strictObject({ location: Location.omit({ v: true }) }),
  run(doc, { location }): boolean {
    if (readRecord(doc, 'locations', location.id) !== null) return false;
    putRecord(doc, 'locations', { ...location, v: 1 });
    return true;
  },
});
