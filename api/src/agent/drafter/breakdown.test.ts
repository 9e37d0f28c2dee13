import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CharacterDna } from '@trashfire/shared/document/dna';
import { Character, Location } from '@trashfire/shared/document/schema';
import { readScript, type Script } from '@trashfire/shared/fountain/script';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { describe, expect, test } from 'vitest';
import { type Breakdown, breakDown } from './breakdown.ts';

const SERIES = '0SER00000001';
const NOTHING = { characters: [], locations: [] };

function load(folder: URL): [string, Script][] {
  const path = fileURLToPath(folder);
  return readdirSync(path)
    .filter((name) => name.endsWith('.fountain'))
    .map((name) => [name, read(readFileSync(`${path}/${name}`, 'utf8'))]);
}
function read(fountain: string): Script {
  let n = 0;
  const id = () => `0B${(n++).toString().padStart(10, '0')}`;
  return readScript(fountainToDoc(fountain, id));
}

const scripts = [
  ...load(new URL('../../features/demo/scripts/', import.meta.url)),
  ...load(new URL('../../../../tests/support/scripts/', import.meta.url)),
];
const linesOf = (script: Script) =>
  script.scenes.flatMap((scene) =>
    scene.blocks.filter((b) => (b.type === 'dialogue' || b.type === 'lyrics') && b.text !== '').map((b) => b.id),
  );
const shotsOf = (breakdown: Breakdown) => breakdown.scenes.flatMap((scene) => scene.shots);

describe.each(scripts)('%s broken down offline', (_, script) => {
  const breakdown = breakDown(script, NOTHING, SERIES);
  const shots = shotsOf(breakdown);

  test('every line of dialogue is in exactly one shot', () => {
    expect(shots.flatMap((draft) => draft.shot.lines).sort()).toEqual(linesOf(script).sort());
  });

  test('nobody who speaks is missing from the cast', () => {
    const names = new Set(breakdown.characters.flatMap((character) => [character.name, ...character.aliases]));
    const cued = new Set(
      script.scenes.flatMap((s) =>
        s.blocks.flatMap((b) => (b.type === 'character' && b.speaker ? [b.speaker.name.toUpperCase()] : [])),
      ),
    );
    const missing = [...cued].filter((name) => !names.has(name));
    expect(missing.length / Math.max(1, cued.size)).toBeLessThanOrEqual(0.05);
  });

  test('never four equal shot sizes in a row', () => {
    const sizes = shots.map((draft) => draft.shot.size);
    const fourth = sizes.findIndex((size, i) => i >= 3 && sizes.slice(i - 3, i).every((s) => s === size));
    expect(fourth).toBe(-1);
  });

  test('every scene has a place and at least one shot, and shots have lengths a viewer bears', () => {
    for (const scene of breakdown.scenes) {
      expect(scene.locationId).not.toBeNull();
      expect(scene.shots.length).toBeGreaterThan(0);
      for (const { frames } of scene.shots) expect(frames).toBeGreaterThanOrEqual(30);
    }
  });

  test('what it makes fits the records', () => {
    for (const character of breakdown.characters) Character.parse(character);
    for (const location of breakdown.locations) Location.parse(location);
  });

  test('it is stable: again gives the same, and with the bible it made nothing is made twice', () => {
    expect(breakDown(script, NOTHING, SERIES)).toEqual(breakdown);
    const again = breakDown(script, breakdown, SERIES);
    expect([again.characters, again.locations]).toEqual([[], []]);
    expect(again.scenes).toEqual(breakdown.scenes);
  });

  test('two people of the cast never share voice and pitch on one base, up to a cast of eight', () => {
    const voices = breakdown.characters.slice(0, 8).map(({ voice }) => `${voice.base} ${voice.pitch}`);
    expect(new Set(voices).size).toBe(voices.length);
  });
});

describe('looks', () => {
  test('what the script says of somebody is what they look like', () => {
    const script = read(
      'INT. SHOP - DAY\n\nOld BRAM (71), grey beard, round glasses, an apron, looks up.\n\nBRAM\nHe is late. He always is.\n',
    );
    const [bram] = breakDown(script, NOTHING, SERIES).characters;
    CharacterDna.parse(bram?.dna);
    expect(bram?.dna).toMatchObject({ age: 'elder', outfit: { kind: 'apron' }, accessories: [{ kind: 'glasses' }] });
  });
});
