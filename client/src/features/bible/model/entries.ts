import { normalName } from '@trashfire/shared/document/bible-names';
import type { Character, Location } from '@trashfire/shared/document/schema';

/** What a character and a place have in common here. */
export type Entry = Pick<Character | Location, 'id' | 'name' | 'aliases' | 'description'>;

export type Renaming =
  | { readonly kind: 'same' }
  | { readonly kind: 'taken'; readonly name: string }
  | { readonly kind: 'renamed'; readonly patch: Pick<Entry, 'name' | 'aliases'> };

/** The schema's own limit; the oldest name goes first. */
const MOST_ALIASES = 20;

/**
 * What a typed name makes of an entry. The old name stays as an alias, or the script that still uses it would lose its
 * speaker or its place; nothing but blanks changes nothing.
 * @param all entries of the same kind: two that are called the same could not be told apart by the script.
 */
export function renaming(entry: Entry, typed: string, all: readonly Pick<Entry, 'id' | 'name'>[]): Renaming {
  const name = typed.replace(/\s+/g, ' ').trim();
  if (name === '' || name === entry.name) return { kind: 'same' };
  const wanted = normalName(name);
  const other = all.find(({ id, name: theirs }) => id !== entry.id && normalName(theirs) === wanted);
  if (other !== undefined) return { kind: 'taken', name: other.name };
  const aliases = [...entry.aliases, entry.name].filter((alias) => normalName(alias) !== wanted);
  return { kind: 'renamed', patch: { name, aliases: aliases.slice(-MOST_ALIASES) } };
}
