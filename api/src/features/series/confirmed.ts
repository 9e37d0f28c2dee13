import type { CastChoice, Confirmed } from '@trashfire/shared/api/home-contract';
import { normalName } from '@trashfire/shared/document/bible-names';
import { addCharacter } from '@trashfire/shared/document/commands/add-character';
import { addLocation } from '@trashfire/shared/document/commands/add-location';
import { boardScene } from '@trashfire/shared/document/commands/board-scene';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setScene } from '@trashfire/shared/document/commands/set-scene';
import { updateCharacter } from '@trashfire/shared/document/commands/update-character';
import { updateLocation } from '@trashfire/shared/document/commands/update-location';
import { type SeriesRecords, seriesRecords } from '@trashfire/shared/document/records';
import type { Character, Location } from '@trashfire/shared/document/schema';
import type { Script } from '@trashfire/shared/fountain/script';
import { derivedId, newId } from '@trashfire/shared/ids';
import type * as Y from 'yjs';
import { breakDown } from '../../agent/drafter/breakdown.ts';
import { castScript } from '../../agent/drafter/cast.ts';
import { placeScript } from '../../agent/drafter/places.ts';

type Bible = Pick<SeriesRecords, 'characters' | 'locations'>;
type Entry = Pick<Character, 'id' | 'name' | 'aliases'>;

interface Changes<T extends Entry> {
  added: T[];
  /** Names that somebody of the bible answers to from now on. */
  answering: { id: string; aliases: string[] }[];
}

/** A field of the bible holds no more (schema: Character.aliases). */
const MOST_ALIASES = 20;

/**
 * What confirmed people or places change in the bible. Pure.
 * @param drafts a record for each name the script has, made by the breakdown.
 * @param mint gives the id of somebody whose own is taken.
 */
export function changesOf<T extends Entry>(
  confirmed: readonly Confirmed[],
  bible: readonly T[],
  drafts: ReadonlyMap<string, T>,
  mint: () => string = newId,
): Changes<T> {
  const changes: Changes<T> = { added: [], answering: [] };
  const taken = new Set(bible.map(({ id }) => id));
  for (const { name, from, known } of confirmed) {
    const found = from.flatMap((one) => drafts.get(normalName(one)) ?? []);
    const names = unique([...from, ...found.flatMap((draft) => [draft.name, ...draft.aliases])]);
    const there = bible.find(({ id }) => id === known);
    if (there !== undefined) {
      const aliases = aliasesOf(there.name, [...there.aliases, ...unique([...names, name])]);
      if (aliases.length > there.aliases.length) changes.answering.push({ id: there.id, aliases });
      continue;
    }
    const draft = found[0];
    if (draft === undefined) continue;
    // The id the breakdown derives from the name, so that running it later finds this one under whatever name it has.
    const id = taken.has(draft.id) ? mint() : draft.id;
    taken.add(id);
    changes.added.push({ ...draft, id, name, aliases: aliasesOf(name, names) });
  }
  return changes;
}

const unique = (names: readonly string[]): string[] => [...new Map(names.map((name) => [normalName(name), name])).values()];
const aliasesOf = (name: string, names: readonly string[]): string[] =>
  unique(names)
    .filter((other) => normalName(other) !== normalName(name))
    .slice(0, MOST_ALIASES);

/** Writes who and what was confirmed into the bible, as commands. @returns the bible as it is then. */
export function writeCast(doc: Y.Doc, script: Script, choice: CastChoice, seriesId: string, by: string): Bible {
  const bible = seriesRecords(doc);
  // Of a bible without anybody: also whom the series knows has a draft, for when the script's one is somebody else.
  const people = draftsOf([
    ...castScript(script, bible.characters, seriesId).created,
    ...castScript(script, [], seriesId).created,
  ]);
  const places = draftsOf([
    ...placeScript(script, bible.locations, seriesId).created,
    ...placeScript(script, [], seriesId).created,
  ]);
  const cast = changesOf<Character>(choice.people, bible.characters, people);
  const sets = changesOf<Location>(choice.places, bible.locations, places);
  for (const { v: _, ...character } of cast.added) runCommand(doc, addCharacter, { character }, by);
  for (const { id, aliases } of cast.answering) runCommand(doc, updateCharacter, { id, patch: { aliases } }, by);
  for (const { v: _, ...location } of sets.added) runCommand(doc, addLocation, { location }, by);
  for (const { id, aliases } of sets.answering) runCommand(doc, updateLocation, { id, patch: { aliases } }, by);
  return seriesRecords(doc);
}

function draftsOf<T extends Entry>(records: readonly T[]): Map<string, T> {
  const drafts = new Map<string, T>();
  for (const record of records)
    for (const name of [record.name, ...record.aliases]) if (!drafts.has(normalName(name))) drafts.set(normalName(name), record);
  return drafts;
}

/**
 * Boards the first scene that shows something, so that a picture is there at once; the others are boarded when somebody asks.
 * Whoever was left out stands in no shot.
 */
export function boardFirstScene(doc: Y.Doc, script: Script, bible: Bible, seriesId: string, by: string): void {
  const scene = breakDown(script, bible, seriesId).scenes.find(({ shots }) => shots.length > 0);
  if (scene === undefined) return;
  const { sceneId, synopsis, timeOfDay, weather } = scene;
  const people = new Set(bible.characters.map(({ id }) => id));
  const places = new Set(bible.locations.map(({ id }) => id));
  const placeOf = (id: string | null) => (id !== null && places.has(id) ? id : null);
  const patch = { synopsis, locationId: placeOf(scene.locationId), timeOfDay, weather, status: 'boarded' as const };
  runCommand(doc, setScene, { id: sceneId, patch }, by);
  const shots = scene.shots.map(({ shot }) => ({
    ...shot,
    cast: shot.cast.filter(({ characterId }) => people.has(characterId)),
    locationId: placeOf(shot.locationId),
  }));
  const clips = scene.shots.map(({ shot, frames }) => ({ id: derivedId('clip', shot.id), shotId: shot.id, duration: frames }));
  runCommand(doc, boardScene, { sceneId, shots, clips }, by);
}
