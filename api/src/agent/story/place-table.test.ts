import { readScript } from '@trashfire/shared/fountain/script';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { newId } from '@trashfire/shared/ids';
import { expect, it } from 'vitest';
import { placeTable } from './place-table.ts';

function table(fountain: string, locations: Parameters<typeof placeTable>[0]['bible'] extends () => infer B ? B : never) {
  const script = readScript(fountainToDoc(fountain, newId));
  const rows = placeTable({
    seriesId: '0SER00000001',
    script: () => script,
    bible: () => locations,
    scenes: () => script.scenes.map((scene, i) => ({ id: scene.headingId, number: String(i + 1), place: scene.parsed.place })),
  });
  expect(rows.map(({ sceneIds }) => sceneIds.length)).toEqual(rows.map(({ scenes }) => scenes.length));
  return rows.map(({ name, scenes }) => ({ name, scenes }));
}
const NOTHING = { meta: null, characters: [], locations: [], props: [], canon: [] };
const SCRIPT =
  'INT. KITCHEN - DAY\n\nSteam.\n\nEXT. PIER - NIGHT\n\nRain.\n\nINT. KITCHEN - NIGHT\n\nDark.\n\nINT. LAUNDRY - DAY\n\nSoap.\n';

it('lists each place once, with the scenes that play there, the one with most first', () => {
  expect(table(SCRIPT, NOTHING)).toEqual([
    { name: 'KITCHEN', scenes: ['1', '3'] },
    { name: 'PIER', scenes: ['2'] },
    { name: 'LAUNDRY', scenes: ['4'] },
  ]);
});

it('takes two names of one place for one, under the name the bible has', () => {
  const laundry = {
    id: '0PLACE000001',
    v: 1 as const,
    name: 'Wash house',
    aliases: ['LAUNDRY', 'PIER'],
    description: '',
    kind: 'interior' as const,
    interior: true,
    seed: 7,
  };
  expect(table(SCRIPT, { ...NOTHING, locations: [laundry] })).toContainEqual({ name: 'Wash house', scenes: ['2', '4'] });
});

it('is empty without headings', () => expect(table('Just a note to self.\n', NOTHING)).toEqual([]));
