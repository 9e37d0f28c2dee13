import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { outlineBlocks } from '../moves/rewrite-range.ts';
import { newBlock } from '../new-block.ts';
import { itemsOf, outlineOf } from '../outline.ts';
import { refuseOtherBlocks } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { blockIdsOf, scriptIsEmpty } from '../script-blocks.ts';
import { scriptFragment } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { oneLine } from './set-synopsis.ts';

/**
 * Adds a section in front of an item of the outline, or at the end. What follows it and is deeper stands beneath it from then on.
 * @returns false where it is there already (a retried step).
 * @throws AppError `not-found` when the item to add it in front of is gone, `conflict` where it would go into a locked scene.
 */
export const addSection = defineCommand({
  name: 'add-section',
  document: 'episode',
  title: 'Adds an act (level 1), a sequence (2) or a beat (3) to the outline, with a synopsis where there is one.',
  args: z.strictObject({
    id: RecordId,
    level: z.int().min(1).max(6),
    title: z.string().max(1000),
    synopsis: z.strictObject({ id: RecordId, text: z.string().max(20_000) }).nullable(),
    before: RecordId.nullable(),
  }),
  run(doc, { id, level, title, synopsis, before }): boolean {
    if (blockIdsOf(doc).has(id)) return false;
    const blocks = outlineBlocks(doc);
    const next = before === null ? null : itemsOf(outlineOf(blocks)).find((item) => item.id === before);
    if (next === undefined) throw new AppError('not-found', 'The card to add it in front of is no longer there.');
    // An editor that was only opened leaves one empty block behind, which is to be written in below.
    const end = scriptIsEmpty(doc) ? 0 : blocks.length;
    const at = next?.from ?? end;
    const head = { id, type: 'section', level, text: oneLine(title) } as const;
    const fresh =
      synopsis === null ? [head] : [head, { id: synopsis.id, type: 'synopsis', text: oneLine(synopsis.text) } as const];
    refuseOtherBlocks(doc, blocks, [...blocks.slice(0, at), ...fresh, ...blocks.slice(at)]);
    scriptFragment(doc).insert(at, fresh.map(newBlock));
    return true;
  },
});
