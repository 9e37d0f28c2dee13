import { z } from 'zod';
import { Character } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns whether it was added; false when the id already stands in the bible, which is left as it is (a retried step). */
export const addCharacter = defineCommand({
  name: 'add-character',
  document: 'series',
  title: 'Adds a character to the series bible.',
  args: z.strictObject({ character: Character.omit({ v: true }) }),
  run(doc, { character }): boolean {
    if (readRecord(doc, 'characters', character.id) !== null) return false;
    putRecord(doc, 'characters', { ...character, v: 1 });
    return true;
  },
});
