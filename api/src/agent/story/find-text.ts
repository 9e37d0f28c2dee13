import type { World } from '../world.ts';

export interface FoundLine {
  blockId: string;
  /** Null before the first heading. */
  sceneId: string | null;
  /** Number of the scene; empty before the first heading. */
  scene: string;
  /** The words around the first place it stands at. */
  excerpt: string;
}

/** Characters either side of what was found. */
const AROUND = 60;

/** @returns the blocks of the script with these words, in script order, whatever their case. @param most of them. */
export function findText(world: Pick<World, 'script' | 'scenes'>, words: string, most: number): FoundLine[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const numbers = new Map(world.scenes().map(({ id, number }) => [id, number]));
  const { preamble, scenes } = world.script();
  const blocks = [
    ...preamble.map((block) => ({ ...block, sceneId: null })),
    ...scenes.flatMap(({ headingId, heading, blocks: inside }) => [
      { id: headingId, text: heading, sceneId: headingId },
      ...inside.map((block) => ({ ...block, sceneId: headingId })),
    ]),
  ];
  const found: FoundLine[] = [];
  for (const { id, text, sceneId } of blocks) {
    if (found.length >= most) break;
    const at = text.toLowerCase().indexOf(wanted);
    if (at < 0 || id === '') continue;
    found.push({
      blockId: id,
      sceneId,
      scene: sceneId === null ? '' : (numbers.get(sceneId) ?? ''),
      excerpt: around(text, at, wanted.length),
    });
  }
  return found;
}

function around(text: string, at: number, length: number): string {
  const from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + length + AROUND);
  const cut = text.slice(from, to).replace(/\s+/g, ' ');
  return `${from > 0 ? '…' : ''}${cut}${to < text.length ? '…' : ''}`;
}
