import { z } from 'zod';
import { Prop } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns how many were added; ids that stand there already are left as they are (a retried step). */
export const addProps = defineCommand({
  name: 'add-props',
  document: 'series',
  title: 'Adds props to the series bible.',
  args: z.strictObject({
    props: z
      .array(Prop.omit({ v: true }))
      .min(1)
      .max(200),
  }),
  run(doc, { props }): number {
    const fresh = props.filter(({ id }) => readRecord(doc, 'props', id) === null);
    for (const prop of fresh) putRecord(doc, 'props', { ...prop, v: 1 });
    return fresh.length;
  },
});
