import { byBibleName, normalName } from '@trashfire/shared/document/bible-names';
import { addCharacter } from '@trashfire/shared/document/commands/add-character';
import { addLocation } from '@trashfire/shared/document/commands/add-location';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { updateCharacter } from '@trashfire/shared/document/commands/update-character';
import { CharacterDna } from '@trashfire/shared/document/dna';
import { RecordId } from '@trashfire/shared/document/schema';
import { PlaceKind } from '@trashfire/shared/document/vocabulary';
import { AppError } from '@trashfire/shared/errors/app-error';
import { derivedId } from '@trashfire/shared/ids';
import { seedFromText } from '@trashfire/shared/render/seed';
import { z } from 'zod';
import { dnaFor, voiceFor } from '../drafter/looks.ts';
import { defineTool } from './tool.ts';

const ORIGIN = 'agent';
const Name = z.string().trim().min(1).max(200);
const Description = z.string().trim().max(4000);
const Colour = z.string().regex(/^#[0-9a-f]{6}$/);

export const addCharacterTool = defineTool({
  name: 'add_character',
  title: 'Adds a character to the series bible. The look and voice are drawn from the description; say age, hair, clothes in it.',
  args: z.strictObject({ name: Name, description: Description, aliases: z.array(Name).max(20).optional() }),
  label: ({ name }) => `Add ${name} to the cast`,
  reach: () => ({ scenes: [], bible: 'add' }),
  async run({ name, description, aliases = [] }, { world, step }) {
    const cast = world.bible().characters;
    if (byBibleName(cast).has(normalName(name))) throw new AppError('conflict', `${name} is in the bible already.`);
    const dna = dnaFor(
      name,
      description,
      cast.map((other) => other.dna),
    );
    const voice = voiceFor(
      name,
      dna,
      cast.map((other) => other.voice),
    );
    const id = derivedId('character', world.seriesId, normalName(name));
    const character = { id, name: name.toUpperCase(), aliases, description, dna, voice };
    await world.edit('series', step, (doc) => runCommand(doc, addCharacter, { character }, ORIGIN));
    return { detail: `${name} is in the bible.`, data: { characterId: id } };
  },
});

/** The part of a character a writer talks about; the rest of the DNA keeps the figure drawable and stays. */
const Look = z.strictObject({
  description: Description.optional(),
  aliases: z.array(Name).max(20).optional(),
  age: CharacterDna.shape.age.optional(),
  hairColor: Colour.optional(),
  outfit: CharacterDna.shape.outfit.shape.kind.optional(),
  topColor: Colour.optional(),
});

export const updateCharacterTool = defineTool({
  name: 'update_character',
  title: 'Changes a character of the bible: description, aliases, age, hair colour, outfit, colour of the top (#rrggbb).',
  args: z.strictObject({ characterId: RecordId, change: Look }),
  label({ characterId }, world) {
    return `Change ${world.bible().characters.find(({ id }) => id === characterId)?.name ?? 'a character'}`;
  },
  reach: ({ characterId }) => ({ scenes: [], bible: 'change', records: [characterId] }),
  async run({ characterId, change }, { world, step }) {
    const known = world.bible().characters.find(({ id }) => id === characterId);
    if (!known) throw new AppError('not-found', 'There is no such character in the bible. read_bible lists them.');
    const { description, aliases, age, hairColor, outfit, topColor } = change;
    const dna: CharacterDna = {
      ...known.dna,
      ...(age === undefined ? {} : { age }),
      hair: { ...known.dna.hair, ...(hairColor === undefined ? {} : { color: hairColor }) },
      outfit: {
        ...known.dna.outfit,
        ...(outfit === undefined ? {} : { kind: outfit }),
        ...(topColor === undefined ? {} : { top: topColor }),
      },
    };
    const patch = { dna, ...(description === undefined ? {} : { description }), ...(aliases === undefined ? {} : { aliases }) };
    await world.edit('series', step, (doc) => runCommand(doc, updateCharacter, { id: characterId, patch }, ORIGIN));
    return { detail: `${known.name} is changed: ${Object.keys(change).join(', ')}.` };
  },
});

export const addLocationTool = defineTool({
  name: 'add_location',
  title: 'Adds a place to the series bible.',
  args: z.strictObject({ name: Name, description: Description, kind: PlaceKind, interior: z.boolean() }),
  label: ({ name }) => `Add the place ${name}`,
  reach: () => ({ scenes: [], bible: 'add' }),
  async run({ name, description, kind, interior }, { world, step }) {
    const key = normalName(name);
    const taken = world.bible().locations.some((place) => [place.name, ...place.aliases].some((n) => normalName(n) === key));
    if (taken) throw new AppError('conflict', `${name} is in the bible already.`);
    const id = derivedId('location', world.seriesId, key);
    const location = { id, name: name.toUpperCase(), aliases: [], description, kind, interior, seed: seedFromText(key) };
    await world.edit('series', step, (doc) => runCommand(doc, addLocation, { location }, ORIGIN));
    return { detail: `${name} is in the bible.`, data: { locationId: id } };
  },
});
