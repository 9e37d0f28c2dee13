import { z } from 'zod';
import { Prop } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns whether it was added; false when the id already stands in the bible, which is left as it is (a retried step). */
export const addProp = defineCommand({
  name: 'add-prop',
  document: 'series',
  title: 'Adds a prop to the series bible.',
  args: z.strictObject({ prop: Prop.omit({ v: true }) }),
  run(doc, { prop }): boolean {
    if (readRecord(doc, 'props', prop.id) !== null) return false;
    putRecord(doc, 'props', { ...prop, v: 1 });
    return true;
  },
});
