import { z } from 'zod';
import { Reference } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns whether it was added; false when the id already stands there, which is left as it is (a retried step). */
export const addReference = defineCommand({
  name: 'add-reference',
  document: 'series',
  title: 'Keeps a picture somebody brought beside a character, a place or a prop.',
  args: z.strictObject({ reference: Reference.omit({ v: true }) }),
  run(doc, { reference }): boolean {
    if (readRecord(doc, 'references', reference.id) !== null) return false;
    putRecord(doc, 'references', { ...reference, v: 1 });
    return true;
  },
});
