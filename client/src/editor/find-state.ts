import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { blockText, Finder, type FindQuery, followOffset, type Match, matchFrom } from './find-text.ts';

/** What is looked for, where it is, and which of the places one is at. */
export interface FindState {
  readonly query: FindQuery;
  readonly finder: Finder;
  readonly matches: readonly Match[];
  /** Index of the match one is at; -1 where there is none. */
  readonly current: number;
}

/** Looks for a text, from a position on. */
export function startFinding(doc: ProseMirrorNode, query: FindQuery, from: number): FindState {
  const finder = new Finder(query);
  const matches = finder.find(doc);
  return { query, finder, matches, current: matchFrom(matches, from) };
}

/** Goes on to the match at or behind a position. */
export function goTo(state: FindState, pos: number): FindState {
  return { ...state, current: matchFrom(state.matches, pos) };
}

/** The next match or the one before, around the ends of the script. */
export function step(state: FindState, by: 1 | -1): FindState {
  const { length } = state.matches;
  return length === 0 ? state : { ...state, current: (Math.max(state.current, 0) + by + length) % length };
}

/**
 * Looks again in a script that has changed, whoever changed it, and stays at the same words. A position says nothing across an
 * edit of somebody else, which replaces the whole script: the place is known by its block and what stands around it.
 */
export function findAgain(state: FindState, before: ProseMirrorNode, after: ProseMirrorNode): FindState {
  const matches = state.finder.find(after);
  const at = state.matches[state.current];
  const from = at === undefined ? 0 : placeIn(before, after, at.from);
  return { ...state, matches, current: matchFrom(matches, from) };
}

function placeIn(before: ProseMirrorNode, after: ProseMirrorNode, pos: number): number {
  const $pos = before.resolve(pos);
  const block = $pos.parent;
  const id: unknown = block.attrs.id;
  let found: number | null = null;
  if (id !== null) {
    after.forEach((node, start) => {
      if (found !== null || node.attrs.id !== id) return;
      found = start + 1 + followOffset(blockText(block), blockText(node), $pos.parentOffset);
    });
  }
  return found ?? Math.min(pos, after.content.size);
}
