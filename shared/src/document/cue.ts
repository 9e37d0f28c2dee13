import type { Character } from './schema.ts';

/** Who speaks: a cue of the script and the characters of the bible, matched the way a reader would. */

/** @returns the name in a cue, in capitals: without `(V.O.)` and other extensions, without the mark of dual dialogue. */
export function cueName(cue: string): string {
  return normalName(cue.replace(/\([^)]*\)?/g, ' ').replace(/\^\s*$/, ''));
}

/** Names are compared in capitals, white space being one blank. */
export function normalName(name: string): string {
  return name.replace(/\s+/g, ' ').trim().toUpperCase();
}

/**
 * @returns lookup by normal name or alias. A name beats an alias and, among equals, the smaller id wins, so that every
 * replica makes the same choice (R2).
 */
export function charactersByName<T extends Pick<Character, 'id' | 'name' | 'aliases'>>(characters: readonly T[]): Map<string, T> {
  const sorted = [...characters].sort((a, b) => (a.id < b.id ? -1 : 1));
  const found = new Map<string, T>();
  const add = (name: string, character: T) => {
    const key = normalName(name);
    if (key !== '' && !found.has(key)) found.set(key, character);
  };
  for (const character of sorted) add(character.name, character);
  for (const character of sorted) for (const alias of character.aliases) add(alias, character);
  return found;
}
