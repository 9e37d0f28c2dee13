import { diffText } from '../text-diff.ts';
import type { Letter } from './moved-blocks.ts';

/** A moved block as this window had it, and as the mover wrote it anew. */
export interface Seen {
  readonly letters: readonly Letter[];
  readonly copy: string;
}

/** Letters of one client from a clock on. */
export interface From {
  readonly client: number;
  readonly clock: number;
}

/**
 * From which of its clocks on a mover had not seen what a client typed. Edits of one client arrive in the order they were made,
 * so it is one clock for all blocks: up to there all that the client typed is in what the mover wrote. Where the mover took some
 * of it out in that very move the answer is too early: a word that stands there twice is better than one that is lost.
 * @param clocks candidates, rising: where each of the client's edits began, and where the last one ended.
 * @param left when the client made blocks that were left behind: a mover who had seen those would have taken them along.
 */
export function unseenFrom(
  blocks: readonly Seen[],
  client: number,
  clocks: readonly number[],
  left: readonly number[] = [],
): From {
  const own = blocks.filter(({ letters }) => letters.some((letter) => letter.client === client));
  let clock = clocks[0] ?? 0;
  for (const next of clocks) {
    if (left.some((made) => made < next) || own.some((block) => misses(block, { client, clock: next }))) break;
    clock = next;
  }
  return { client, clock };
}

/** Whether the copy of a block lacks some of what a client typed before a clock. */
function misses({ letters, copy }: Seen, from: From): boolean {
  const seen = letters.filter((letter) => !isFrom(letter, from));
  let shift = 0;
  for (const { at, remove, insert } of diffText(copy, textOf(seen))) {
    if (seen.slice(at + shift, at + shift + insert.length).some(({ client }) => client === from.client)) return true;
    shift += insert.length - remove;
  }
  return false;
}

/**
 * What the copy of a block should say: all that it says, and what was typed here and not seen, where it stood.
 * @param isRemoved whether words were taken out of the block here: then they are not wanted in the copy either.
 * @returns null where the copy says it already.
 */
export function carriedText({ letters, copy }: Seen, from: From, isRemoved: (words: string) => boolean): string | null {
  const seen = letters.filter((letter) => !isFrom(letter, from));
  /** What was typed behind so many letters that were seen. */
  const typed = new Map<number, string>();
  let passed = 0;
  for (const letter of letters) {
    if (isFrom(letter, from)) typed.set(passed, (typed.get(passed) ?? '') + letter.text);
    else passed += 1;
  }
  let text = '';
  let at = 0;
  let place = 0;
  const typedHere = () => {
    text += typed.get(place) ?? '';
    typed.delete(place);
  };
  const keepUpTo = (end: number) => {
    for (; at < end; at++, place++) {
      typedHere();
      text += copy[at] ?? '';
    }
  };
  for (const { at: start, remove, insert } of diffText(copy, textOf(seen))) {
    keepUpTo(start);
    typedHere();
    const words = copy.slice(at, at + remove);
    // Theirs, or taken out here: when in doubt it stays.
    if (words !== '' && !isRemoved(words)) text += words;
    at += remove;
    for (const end = place + insert.length; place < end; place++) typedHere();
  }
  keepUpTo(copy.length);
  typedHere();
  return text === copy ? null : text;
}

function isFrom(letter: Letter, { client, clock }: From): boolean {
  return letter.client === client && letter.clock >= clock;
}

function textOf(letters: readonly Letter[]): string {
  return letters.map(({ text }) => text).join('');
}
