import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { SCREENPLAY_BLOCKS } from '../editor-schema.ts';
import { outlineBlocks } from '../moves/rewrite-range.ts';
import { newBlock } from '../new-block.ts';
import { refuseOtherBlocks } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { blockIdsOf, findBlock } from '../script-blocks.ts';
import { scriptFragment } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** A block as the agent and importers write it; a line feed in `text` is a line break inside the block. */
export const NewBlock = z.strictObject({
  id: RecordId,
  type: z.enum(SCREENPLAY_BLOCKS),
  text: z.string().max(20_000),
});
export type NewBlock = z.infer<typeof NewBlock>;

/**
 * @returns how many blocks were inserted; blocks whose id is already in the script are left out (a retried step).
 * @throws AppError `not-found` when the block to insert after is gone, `conflict` when it would go into a locked scene.
 */
export const insertBlocks = defineCommand({
  name: 'insert-blocks',
  document: 'episode',
  title: 'Inserts blocks (headings, action, cues, dialogue) into the script after a block, or at its start.',
  args: z.strictObject({ after: RecordId.nullable(), blocks: z.array(NewBlock).min(1).max(2000) }),
  run(doc, { after, blocks }): number {
    if (new Set(blocks.map((block) => block.id)).size !== blocks.length) {
      throw new AppError('bad-input', 'insert-blocks: two blocks have the same id.');
    }
    const standing = blockIdsOf(doc);
    const fresh = blocks.filter((block) => !standing.has(block.id));
    if (fresh.length === 0) return 0;
    const anchor = after === null ? -1 : findBlock(doc, after)?.index;
    if (anchor === undefined) throw new AppError('not-found', 'The block to insert after is no longer in the script.');
    const now = outlineBlocks(doc);
    refuseOtherBlocks(doc, now, [...now.slice(0, anchor + 1), ...fresh, ...now.slice(anchor + 1)]);
    scriptFragment(doc).insert(anchor + 1, fresh.map(newBlock));
    return fresh.length;
  },
});
