import { z } from 'zod';
import { RecordId } from '../schema.ts';
import { removeRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

const OF_BIBLE = ['characters', 'locations', 'props'] as const;

/** @returns how many were there. Shots that name one keep its id and leave it out of the picture until it is put back. */
export const removeEntries = defineCommand({
  name: 'remove-entries',
  document: 'series',
  title: 'Removes several characters, places or props from the series bible.',
  args: z.strictObject({ ids: z.array(RecordId).min(1).max(10_000) }),
  run(doc, { ids }): number {
    return [...new Set(ids)].filter((id) => OF_BIBLE.some((name) => removeRecord(doc, name, id))).length;
  },
});
