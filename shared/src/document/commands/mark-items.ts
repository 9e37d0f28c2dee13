import { z } from 'zod';
import { Mark } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

const Tags = Mark.shape.tags;

/** Tags are the same however they are capitalised; the first spelling stays. @throws AppError `bad-input` past the most tags of one item. */
export const markItems = defineCommand({
  name: 'mark-items',
  document: 'series',
  title: 'Gives things of the gallery a star or tags, or takes them away.',
  args: z.strictObject({
    ids: z.array(Mark.shape.id).min(1).max(10_000),
    starred: z.boolean().optional(),
    addTags: Tags.default([]),
    removeTags: Tags.default([]),
  }),
  run(doc, { ids, starred, addTags, removeTags }): void {
    const gone = new Set(removeTags.map(tagKey));
    // All are made before the first is written: a document does not take back half an edit.
    const marks = [...new Set(ids)].map((id) => {
      const now: Mark = readRecord(doc, 'marks', id) ?? { id, v: 1, starred: false, tags: [] };
      const byKey = new Map<string, string>();
      for (const tag of [...now.tags.filter((one) => !gone.has(tagKey(one))), ...addTags]) {
        if (!byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
      }
      return Mark.parse({ ...now, starred: starred ?? now.starred, tags: [...byKey.values()] });
    });
    for (const mark of marks) putRecord(doc, 'marks', mark);
  },
});

/** What two spellings of one tag have in common. */
export const tagKey = (tag: string): string => tag.trim().toLowerCase();
