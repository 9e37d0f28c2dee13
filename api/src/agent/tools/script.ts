import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { RecordId } from '@trashfire/shared/document/schema';
import { AppError } from '@trashfire/shared/errors/app-error';
import { derivedId } from '@trashfire/shared/ids';
import { z } from 'zod';
import { sceneOfBlock } from '../pointable.ts';
import type { World } from '../world.ts';
import { count, defineTool } from './tool.ts';

const ORIGIN = 'agent';

/** Block types a model may write: what stands on the page, not notes to the file. */
const WRITTEN = ['sceneHeading', 'action', 'character', 'parenthetical', 'dialogue', 'transition'] as const;

/** The scene a block stands in; null before the first heading. @throws AppError not-found when the block is gone. */
function sceneOf(world: World, blockId: string): string | null {
  const scene = sceneOfBlock(world, blockId);
  if (scene !== undefined) return scene;
  throw new AppError('not-found', 'There is no such block in the script. read_script with sceneIds shows block ids.');
}

/** What stands before the first heading is of no scene, and so of no target but the whole episode. */
const NO_SCENE = '';

const reachOf = (blockId: string | null, world: World) => ({
  scenes: [(blockId === null ? null : sceneOf(world, blockId)) ?? NO_SCENE],
  lines: blockId === null ? [] : [blockId],
  bible: 'nothing' as const,
});

export const replaceBlockTextTool = defineTool({
  name: 'replace_block_text',
  title: 'Rewrites the text of one block of the script, word by word, keeping what is the same.',
  args: z.strictObject({ blockId: RecordId, text: z.string().min(1).max(4000) }),
  label: ({ text }) => `Rewrite a line: “${text.slice(0, 60)}”`,
  reach: ({ blockId }, world) => reachOf(blockId, world),
  async run({ blockId, text }, { world, step }) {
    world.show({ room: 'script', sceneId: sceneOf(world, blockId), shotId: null });
    await world.edit('episode', step, (doc) => runCommand(doc, replaceBlockText, { blockId, text }, ORIGIN));
    return { detail: 'The line is rewritten.' };
  },
});

export const insertBlocksTool = defineTool({
  name: 'insert_blocks',
  title:
    'Inserts blocks into the script after a block (after: null for the start of the script). A new scene begins with a sceneHeading such as INT. KITCHEN - DAY; a speech is a character block, then dialogue.',
  args: z.strictObject({
    after: RecordId.nullable(),
    blocks: z
      .array(z.strictObject({ type: z.enum(WRITTEN), text: z.string().min(1).max(4000) }))
      .min(1)
      .max(120),
  }),
  label: ({ blocks }) => `Write ${count(blocks.length, 'block')} into the script`,
  reach: ({ after }, world) => reachOf(after, world),
  async run({ after, blocks }, { world, step }) {
    world.show({ room: 'script', sceneId: after === null ? null : sceneOf(world, after), shotId: null });
    // Ids follow from run and step, so a retried step inserts nothing twice (R6).
    const made = blocks.map((block, i) => ({ ...block, id: derivedId('block', world.runId, String(step), String(i)) }));
    await world.edit('episode', step, (doc) => runCommand(doc, insertBlocks, { after, blocks: made }, ORIGIN));
    return { detail: `${count(made.length, 'block')} written.`, data: made.map(({ id, type }) => ({ blockId: id, type })) };
  },
});
