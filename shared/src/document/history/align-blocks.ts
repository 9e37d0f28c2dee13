import { type BlockContent, blockId, blockText } from './content.ts';

/** Pairs of places, in two lists of blocks, of one and the same block; rising in both. */
export type BlockPair = readonly [from: number, to: number];

/**
 * Which blocks of a script are still there in another state of it, in the same order: by id, or by type and text before an id was
 * minted. A block that moved past others is no pair: Yjs cannot move, so it goes and comes again. As many pairs as possible:
 * a longest rising subsequence (M. Fredman, "On computing the length of longest increasing subsequences", 1975), n log n.
 */
export function alignBlocks(from: readonly BlockContent[], to: readonly BlockContent[]): BlockPair[] {
  const places = new Map<string, number>();
  keysOf(from).forEach((key, i) => void places.set(key, i));
  const candidates: BlockPair[] = [];
  keysOf(to).forEach((key, i) => {
    const place = places.get(key);
    if (place !== undefined) candidates.push([place, i]);
  });
  return longestRising(candidates);
}

/** A paste doubles ids; the second of one id is matched with the second (SPEC D7). Of another type it is another block: Yjs cannot change it. */
function keysOf(blocks: readonly BlockContent[]): string[] {
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    const key = JSON.stringify([block.type, blockId(block) ?? ['text', blockText(block)]]);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key} ${count}`;
  });
}

function longestRising(pairs: readonly BlockPair[]): BlockPair[] {
  /** Index of the last pair of the best rising run of each length. */
  const tails: number[] = [];
  const before: number[] = [];
  for (const [i, [place]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[i] = tails[low - 1] ?? -1;
    tails[low] = i;
  }
  const kept: BlockPair[] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) {
    const pair = pairs[i];
    if (pair !== undefined) kept.push(pair);
  }
  return kept.reverse();
}
