import * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { clipsInCut, shotsOfScene, storyIndex, storyOrder } from '../board.ts';
import { blockTypeOf } from '../editor-schema.ts';
import { type BlockRange, sceneRange } from '../moves/scene-range.ts';
import { RecordId } from '../schema.ts';
import { isCutLocked } from '../track-lock.ts';
import { scriptFragment } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { moveClipTo } from './move-clip.ts';

const Args = z.strictObject({
  id: RecordId,
  before: RecordId.nullable(),
  /** Scenes others write in right now: where there is a choice, their blocks are the ones that stay. */
  busy: z.array(RecordId).max(1000).default([]),
});

/**
 * Moves a scene of the script, from its heading to the next, in front of another scene or to the end; the clips of its shots go
 * to the story's place in the cut. Yjs cannot move: blocks are written anew under their ids and the old ones removed, and what
 * others type in those at the same moment is brought over by {@link followMoves} where they type it. A scene that moves past
 * others is the same as those moving past it, so the part with less in it is written anew, or the one nobody writes in. Clips that
 * are locked, by their track or their shot, stay where they are (SPEC T10, B3): a script is not held up by a cut.
 * @returns the scene it stood in front of before, for the way back: null at the end; undefined where it stands there already.
 * @throws AppError `not-found` when either scene is no longer in the script.
 */
export const moveScene = defineCommand({
  name: 'move-scene',
  document: 'episode',
  title: 'Moves a scene of the script in front of another scene, or to the end; its clips move with it.',
  args: Args,
  run(doc, { id, before, busy }): { before: string | null } | undefined {
    const blocks = blocksOf(doc);
    const scene = sceneRange(blocks, id);
    const target = before === null ? blocks.length : (sceneRange(blocks, before)?.from ?? null);
    if (scene === null || target === null)
      throw new AppError('not-found', 'That scene is no longer in the script. Somebody may have removed it.');
    if (target >= scene.from && target <= scene.to) return undefined;
    const passed: BlockRange = target < scene.from ? { from: target, to: scene.from } : { from: scene.to, to: target };
    const stays = chooseStill(scene, passed, (range) => isBusy(blocks, range, new Set(busy)));
    if (stays === passed) rewrite(doc, scene, target);
    else rewrite(doc, passed, target < scene.from ? scene.to : scene.from);
    const next = blocks.find(({ type }, at) => at >= scene.to && type === 'sceneHeading');
    followStory(doc, id);
    return { before: next?.id ?? null };
  },
});

interface Block {
  readonly id: string | null;
  readonly type: ReturnType<typeof blockTypeOf>;
}

function blocksOf(doc: Y.Doc): Block[] {
  return scriptFragment(doc)
    .toArray()
    .map((child) => {
      const id: unknown = child instanceof Y.XmlElement ? child.getAttribute('id') : null;
      return {
        id: typeof id === 'string' ? id : null,
        type: child instanceof Y.XmlElement ? blockTypeOf(child.nodeName) : null,
      };
    });
}

function chooseStill(scene: BlockRange, passed: BlockRange, isBusyIn: (range: BlockRange) => boolean): BlockRange {
  const [here, there] = [isBusyIn(scene), isBusyIn(passed)];
  if (here !== there) return here ? scene : passed;
  // Who wrote what is known of blocks that stay, so as much as can be stays.
  return passed.to - passed.from < scene.to - scene.from ? scene : passed;
}

function isBusy(blocks: readonly Block[], { from, to }: BlockRange, busy: ReadonlySet<string>): boolean {
  return blocks.slice(from, to).some(({ id, type }) => type === 'sceneHeading' && id !== null && busy.has(id));
}

/** Writes a range anew at another place, which is outside of it. */
function rewrite(doc: Y.Doc, { from, to }: BlockRange, target: number): void {
  const script = scriptFragment(doc);
  const copies = script.slice(from, to).map((block) => block.clone() as Y.XmlElement);
  script.delete(from, to - from);
  script.insert(target > from ? target - (to - from) : target, copies);
}

function followStory(doc: Y.Doc, sceneId: string): void {
  if (isCutLocked(doc)) return;
  const story = storyOrder(doc);
  for (const { id, lock } of shotsOfScene(doc, sceneId)) {
    if (lock !== null) continue;
    const clip = clipsInCut(doc).find(({ shotId }) => shotId === id);
    if (clip !== undefined) moveClipTo(doc, clip.id, (others) => storyIndex(story, others, id));
  }
}
