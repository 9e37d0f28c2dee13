import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { followStory, MovedClip, putClipsBack } from '../moves/follow-story.ts';
import { moveRange, outlineBlocks, withMoved } from '../moves/rewrite-range.ts';
import { sceneRange } from '../moves/scene-range.ts';
import { refuseLockedScene, refuseOtherBlocks } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { defineCommand } from './command.ts';

/** What a move in the script is asked for; the outline's has the same. */
export const MoveArgs = z.strictObject({
  id: RecordId,
  before: RecordId.nullable(),
  /** Scenes others write in right now: where there is a choice, their blocks are the ones that stay. */
  busy: z.array(RecordId).max(1000).default([]),
  /** Of a move that takes another one back: the clips that one moved, as it told them. */
  clips: z.array(MovedClip).max(20_000).optional(),
});

/** The way back of a move: where it stood, and which clips went along. */
export interface Moved {
  readonly before: string | null;
  readonly clips: MovedClip[];
}

/**
 * Moves a scene of the script, from its heading to the next, in front of another scene or a section, or to the end; the clips of
 * its shots go to the story's place in the cut, locked ones stay. How blocks are moved: {@link moveRange}.
 * @returns the scene or section it stood in front of before, for the way back: null at the end; undefined where it stands there already.
 * @throws AppError `not-found` when either is no longer in the script, `conflict` when the scene is locked, or would go into a locked one.
 */
export const moveScene = defineCommand({
  name: 'move-scene',
  document: 'episode',
  title: 'Moves a scene of the script in front of another scene, or to the end; its clips move with it.',
  args: MoveArgs,
  run(doc, { id, before, busy, clips }): Moved | undefined {
    const blocks = outlineBlocks(doc);
    const isHead = ({ type }: (typeof blocks)[number]) => type === 'sceneHeading' || type === 'section';
    const scene = sceneRange(blocks, id);
    const target = before === null ? blocks.length : blocks.findIndex((block) => isHead(block) && block.id === before);
    if (scene === null || target === -1)
      throw new AppError('not-found', 'That scene is no longer in the script. Somebody may have removed it.');
    refuseLockedScene(doc, id);
    refuseOtherBlocks(doc, blocks, withMoved(blocks, scene, target));
    if (!moveRange(doc, scene, target, busy)) return undefined;
    const moved = clips === undefined ? followStory(doc, [id]) : putClipsBack(doc, clips);
    return { before: blocks.find((block, at) => at >= scene.to && isHead(block))?.id ?? null, clips: moved };
  },
});
