import type { CastChoice, FoundPerson, FoundPlace, ReadScriptView } from '@trashfire/shared/api/home-contract';

/** Who an entry is: somebody new, somebody of the bible, or the same as another entry. */
export type Who = 'new' | `known:${string}` | `same:${string}`;

/** A person or place that was found, and what somebody said of it. */
export interface Entry {
  /** The name in the script: no two entries have the same. */
  readonly key: string;
  readonly name: string;
  /** Other names the script has for it. */
  readonly aliases: readonly string[];
  /** Lines of a person, scenes of a place. */
  readonly count: number;
  readonly description: string;
  readonly who: Who;
  readonly isIn: boolean;
}

/** Everything on the screen that can be changed. */
export interface CastDraft {
  readonly people: readonly Entry[];
  readonly places: readonly Entry[];
}

/** What is chosen before anybody chose: all of them, those of the bible recognised. */
export function draftOf({ people, places }: Pick<ReadScriptView, 'people' | 'places'>): CastDraft {
  return {
    people: people.map((person) => entryOf(person, person.lines)),
    places: places.map((place) => entryOf(place, place.scenes)),
  };
}

function entryOf({ name, aliases, known, description }: FoundPerson | FoundPlace, count: number): Entry {
  return { key: name, name, aliases, count, description, who: known === null ? 'new' : `known:${known.id}`, isIn: true };
}

/** @returns the entries with one of them changed; a name that is nothing leaves the one it has. */
export function change(entries: readonly Entry[], key: string, patch: Partial<Pick<Entry, 'name' | 'who' | 'isIn'>>): Entry[] {
  const { name, ...rest } = patch;
  const named = name === undefined || name.trim() === '' ? {} : { name: name.trim().slice(0, 200) };
  return entries.map((entry) => (entry.key === key ? { ...entry, ...rest, ...named } : entry));
}

/** Whom an entry may be the same as: others that are themselves nobody else, so that no two are each other. */
export function mergeable(entries: readonly Entry[], key: string): Entry[] {
  const follows = entries.some(({ who }) => who === `same:${key}`);
  return entries.filter((entry) => entry.key !== key && entry.isIn && !follows && !entry.who.startsWith('same:'));
}

/** The entry that stands for this one in the end; an entry whose other one is left out or gone stands for itself. */
function rootOf(entries: readonly Entry[], entry: Entry): Entry {
  const to = entry.who.startsWith('same:') ? entries.find(({ key }) => entry.who === `same:${key}`) : undefined;
  return to === undefined || !to.isIn || to.who.startsWith('same:') ? entry : to;
}

const MOST_NAMES = 20;

function confirmed(entries: readonly Entry[]): CastChoice['people'] {
  const groups = new Map<Entry, Entry[]>();
  for (const entry of entries) {
    if (!entry.isIn) continue;
    const root = rootOf(entries, entry);
    groups.set(root, [...(groups.get(root) ?? []), entry]);
  }
  return [...groups].map(([root, group]) => ({
    name: root.name,
    from: [...new Set([root.key, ...group.flatMap(({ key, aliases }) => [key, ...aliases])])].slice(0, MOST_NAMES),
    known: root.who.startsWith('known:') ? root.who.slice('known:'.length) : null,
  }));
}

/** What the studio is told: those who are left out are not named. */
export function choiceOf({ people, places }: CastDraft): CastChoice {
  return { people: confirmed(people), places: confirmed(places) };
}
