import type { ReadScriptView } from '@trashfire/shared/api/home-contract';
import { normalName } from '@trashfire/shared/document/bible-names';
import type { SeriesRecords } from '@trashfire/shared/document/records';
import type { Location } from '@trashfire/shared/document/schema';
import type { ScriptJson } from '@trashfire/shared/document/script-json';
import { inlineToRuns } from '@trashfire/shared/fountain/doc-runs';
import { readScript, type Script } from '@trashfire/shared/fountain/script';
import { layoutScript } from '@trashfire/shared/layout/script-layout';
import { castScript, findCast } from '../../agent/drafter/cast.ts';
import { placeScript } from '../../agent/drafter/places.ts';

type Bible = Pick<SeriesRecords, 'characters' | 'locations'>;

/**
 * Who and what a script shows, before anything is made of it. Pure. The names are found as the breakdown finds them, so that
 * what is confirmed here is what the board is made with.
 * @param bible who the series knows: those are recognised, the rest is new.
 */
export function readingOf(json: ScriptJson, bible: Bible, seriesId: string): ReadScriptView {
  const script = readScript(json);
  const { pages, length } = layoutScript(
    json.content.map((block) => ({
      id: block.attrs.id ?? null,
      type: block.type,
      runs: inlineToRuns(block),
      dual: block.attrs.dual ?? false,
    })),
  );
  return {
    scenes: script.scenes.length,
    pages: pages.length,
    minutes: length,
    people: peopleOf(script, bible, seriesId),
    places: placesOf(script, bible, seriesId),
    bible: { people: bible.characters.map(named), places: bible.locations.map(named) },
  };
}

const named = ({ id, name }: { id: string; name: string }) => ({ id, name });

function peopleOf(script: Script, bible: Bible, seriesId: string): ReadScriptView['people'] {
  const { byCue } = castScript(script, bible.characters, seriesId);
  const known = new Set(bible.characters.map(({ id }) => id));
  const people = new Map<string, ReadScriptView['people'][number]>();
  for (const { name, aliases, lines, description } of findCast(script)) {
    const character = byCue.get(normalName(name));
    const isKnown = character !== undefined && known.has(character.id);
    const key = character?.id ?? name;
    const met = people.get(key);
    // Two names of the script may be one person of the bible.
    if (met) {
      met.aliases.push(name, ...aliases);
      met.lines += lines;
    } else {
      people.set(key, { name, aliases: [...aliases], lines, description, known: isKnown ? named(character) : null });
    }
  }
  return [...people.values()].map((person) => ({ ...person, aliases: [...new Set(person.aliases)].slice(0, 19) }));
}

function placesOf(script: Script, bible: Bible, seriesId: string): ReadScriptView['places'] {
  const { byScene } = placeScript(script, bible.locations, seriesId);
  const known = new Set(bible.locations.map(({ id }) => id));
  const places = new Map<string, { location: Location; scenes: number; names: Set<string> }>();
  for (const scene of script.scenes) {
    const location = byScene.get(scene.headingId);
    if (location === undefined) continue;
    const place = places.get(location.id) ?? { location, scenes: 0, names: new Set<string>() };
    place.scenes += 1;
    place.names.add(normalName(scene.parsed.place || scene.heading).slice(0, 200));
    places.set(location.id, place);
  }
  return [...places.values()]
    .sort((a, b) => b.scenes - a.scenes)
    .map(({ location, scenes, names }) => {
      const [name = location.name, ...aliases] = names;
      return {
        name,
        aliases: aliases.slice(0, 19),
        scenes,
        interior: location.interior,
        description: known.has(location.id) ? location.description : '',
        known: known.has(location.id) ? named(location) : null,
      };
    });
}
