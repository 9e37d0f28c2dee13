import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { blockTextOf, replaceInBlock } from '../replace-in-block.ts';
import { lockedBlocks, refuseLockedBlock } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { findBlocks } from '../script-blocks.ts';
import { defineCommand } from './command.ts';

/** An update of the document may add and delete so much and no more (realtime/limits.ts). */
const MOST = { matches: 20_000, inBlock: 1000, letters: 500_000 } as const;

const Replacement = z.strictObject({
  at: z.int().min(0),
  remove: z.int().min(1).max(1000),
  insert: z.string().max(1000),
});
const BlockMatches = z.strictObject({ blockId: RecordId, text: z.string(), replacements: z.array(Replacement).min(1) });
export type BlockMatches = z.infer<typeof BlockMatches>;

/**
 * Replaces what was found in blocks of the script: letters that stay are not touched (SPEC C4). `text` is what a block said
 * when it was searched; one that says something else by now, or is gone, is left alone, and so is one that was done before (C3).
 * What stands in a locked scene stays.
 * @returns how many places were replaced.
 * @throws AppError `too-large` when it is more than one edit may change; nothing is changed then.
 *   `conflict` when all of it is in locked scenes.
 */
export const replaceMatches = defineCommand({
  name: 'replace-matches',
  document: 'episode',
  title: 'Replaces words that were found in the script, leaving everything around them as it is.',
  args: z.strictObject({ blocks: z.array(BlockMatches).min(1).max(MOST.matches) }),
  run(doc, { blocks }): number {
    assertFits(blocks);
    const elements = findBlocks(doc, new Set(blocks.map(({ blockId }) => blockId)));
    const locked = lockedBlocks(doc);
    if (blocks.every(({ blockId }) => locked.has(blockId))) refuseLockedBlock(doc, blocks[0]?.blockId ?? '');
    let replaced = 0;
    for (const { blockId, text, replacements } of blocks) {
      const element = elements.get(blockId);
      if (element === undefined || locked.has(blockId) || element.nodeName === 'pageBreak' || blockTextOf(element) !== text)
        continue;
      replaceInBlock(element, replacements);
      replaced += replacements.length;
    }
    return replaced;
  },
});

function assertFits(blocks: readonly BlockMatches[]): void {
  const all = blocks.flatMap(({ replacements }) => replacements);
  const letters = all.reduce((sum, { insert }) => sum + insert.length, 0);
  if (
    all.length > MOST.matches ||
    letters > MOST.letters ||
    blocks.some(({ replacements }) => replacements.length > MOST.inBlock)
  ) {
    throw new AppError('too-large', 'That is too much to replace at once. Look for something longer, or replace one by one.');
  }
  for (const { blockId, text, replacements } of blocks) {
    let end = 0;
    for (const { at, remove } of replacements) {
      if (at < end || at + remove > text.length || text.slice(at, at + remove).includes('\n'))
        throw new AppError('bad-input', `replace-matches: what was found in ${blockId} is not in its text.`);
      end = at + remove;
    }
  }
}
