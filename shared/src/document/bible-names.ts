import type { Character } from './schema.ts';

/** Names in a script and names in the bible, matched the way a reader would. */

/** Names are compared in capitals, white space being one blank. */
export function normalName(name: string): string {
  return name.replace(/\s+/g, ' ').trim().toUpperCase();
}

/**
 * @returns lookup by normal name or alias. A name beats an alias and, among equals, the smaller id wins, so that every
 * replica makes the same choice (R2).
 */
export function byBibleName<T extends Pick<Character, 'id' | 'name' | 'aliases'>>(characters: readonly T[]): Map<string, T> {
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
