import { AppError } from '../../errors/app-error.ts';
import { followStory, putClipsBack } from '../moves/follow-story.ts';
import { moveRange, outlineBlocks, withMoved } from '../moves/rewrite-range.ts';
import { canStandBefore, itemsOf, outlineOf, sceneIdsIn } from '../outline.ts';
import { refuseLockedScene, refuseOtherBlocks } from '../scene-state.ts';
import { defineCommand } from './command.ts';
import { MoveArgs, type Moved } from './move-scene.ts';

/**
 * Moves an act, a sequence or a beat with everything beneath it, or a scene, in front of another item of the outline or to the
 * end; the clips of its shots go to the story's place in the cut, locked ones stay. How blocks are moved: {@link moveRange}.
 * @returns the item it stood in front of before, for the way back: null at the end; undefined where it stands there already.
 * @throws AppError `not-found` when either is no longer in the script, `conflict` when a scene of it is locked or it would go into one, `bad-input` where
 *   it would go into itself, or take what follows beneath it (SPEC O2).
 */
export const moveOutline = defineCommand({
  name: 'move-outline',
  document: 'episode',
  title: 'Moves an act, a sequence or a beat with its scenes, or a scene, in front of another one or to the end of the script.',
  args: MoveArgs,
  run(doc, { id, before, busy, clips }): Moved | undefined {
    const blocks = outlineBlocks(doc);
    const items = itemsOf(outlineOf(blocks));
    const item = items.find((each) => each.id === id);
    const next = before === null ? null : items.find((each) => each.id === before);
    if (item === undefined || next === undefined)
      throw new AppError('not-found', 'That card is no longer in the script. Somebody may have removed it.');
    if (next === item) return undefined;
    for (const scene of sceneIdsIn(item)) refuseLockedScene(doc, scene);
    if (next !== null && next.from > item.from && next.from < item.to)
      throw new AppError('bad-input', 'It cannot be moved into itself.');
    if (!canStandBefore(item, next))
      throw new AppError('bad-input', 'There it would take over what follows. Move it to where a part begins.');
    const target = next?.from ?? blocks.length;
    refuseOtherBlocks(doc, blocks, withMoved(blocks, item, target));
    if (!moveRange(doc, item, target, busy)) return undefined;
    const moved = clips === undefined ? followStory(doc, sceneIdsIn(item)) : putClipsBack(doc, clips);
    return { before: items.find(({ from }) => from >= item.to)?.id ?? null, clips: moved };
  },
});
