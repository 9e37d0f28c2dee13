import { z } from 'zod';
import { CanonFact } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns whether it was added; false when the id already stands in the bible, which is left as it is (a retried step). */
export const addCanonFact = defineCommand({
  name: 'add-canon-fact',
  document: 'series',
  title: 'Notes something that is true in this series from now on, with the episode it comes from.',
  args: z.strictObject({ fact: CanonFact.omit({ v: true }) }),
  run(doc, { fact }): boolean {
    if (readRecord(doc, 'canon', fact.id) !== null) return false;
    putRecord(doc, 'canon', { ...fact, v: 1 });
    return true;
  },
});
