import type { Pointable } from './ask-target.ts';
import type { World } from './world.ts';

/** What an ask can point at, as things stand. */
export function pointableIn(world: World): Pointable {
  const { characters, locations } = world.bible();
  return {
    scenes: world.scenes(),
    shots: world.board().shots,
    clips: world.cut(),
    sceneOfLine: (blockId) => sceneOfBlock(world, blockId),
    records: new Set([...characters, ...locations].map(({ id }) => id)),
  };
}

/** @returns the scene a block stands in; null before the first heading, undefined when the block is gone. */
export function sceneOfBlock(world: World, blockId: string): string | null | undefined {
  const { preamble, scenes } = world.script();
  if (preamble.some((block) => block.id === blockId)) return null;
  return scenes.find((one) => one.headingId === blockId || one.blocks.some((block) => block.id === blockId))?.headingId;
}
