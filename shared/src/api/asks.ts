/** What the agent does for anybody, with or without a language model: buttons send these words and the offline drafter knows them. */
export const BREAK_DOWN = 'Break the script down';
export const LIST_CAST = 'List the cast and where they appear';
export const LIST_PLACES = 'List the places and where they appear';
export const CHECK_CANON = 'Check continuity against canon';

/**
 * Three useful things to ask for. Canon is offered where there is some: there is nothing to check against in a series without.
 * @param facts how many facts of canon the series has.
 */
export function firstAsks(facts: number): readonly [string, string, string] {
  return [BREAK_DOWN, LIST_CAST, facts > 0 ? CHECK_CANON : LIST_PLACES];
}
