import { newShotRecord } from '@trashfire/shared/document/commands/shot-args';
import { Character, Location, Shot } from '@trashfire/shared/document/schema';
import { readScript, type Script } from '@trashfire/shared/fountain/script';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { countOf } from '@trashfire/shared/testing/counts';
import { fountainText } from '@trashfire/shared/testing/fountain-arbitrary';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Breakdown, breakDown } from '../../api/src/agent/drafter/breakdown.ts';
import { likeness } from '../../api/src/agent/drafter/variety.ts';

const TEXTS = countOf('random texts broken down', { usual: 300, long: 20_000 });
const SCREENPLAYS = countOf('random screenplays broken down', { usual: 60, long: 4_000 });

const SERIES = '0SER00000001';
const NOTHING = { characters: [], locations: [] };

function read(fountain: string, seed = 1): Script {
  const random = seededRandom(seed);
  return readScript(fountainToDoc(fountain, random.id));
}

const spokenIn = (script: Script): string[] =>
  script.scenes
    .filter((scene) => scene.headingId !== '')
    .flatMap((scene) =>
      scene.blocks.filter((b) => (b.type === 'dialogue' || b.type === 'lyrics') && b.text !== '').map((b) => b.id),
    );

/** What must hold for any script there is. */
function holds(script: Script, breakdown: Breakdown): void {
  const shots = breakdown.scenes.flatMap((scene) => scene.shots.map((draft) => ({ ...draft, sceneId: scene.sceneId })));
  expect(shots.flatMap(({ shot }) => shot.lines).sort()).toEqual(spokenIn(script).sort());
  const sizes = shots.map(({ shot }) => shot.size);
  expect(sizes.findIndex((size, i) => i >= 3 && sizes.slice(i - 3, i).every((other) => other === size))).toBe(-1);
  for (const { shots: drafts } of breakdown.scenes) {
    const twin = drafts.findIndex(({ shot }, i) => i > 0 && likeness(shot) === likeness(drafts[i - 1]?.shot ?? shot));
    expect(twin, 'two neighbours of a scene that are the same picture').toBe(-1);
  }
  const ids = [
    ...shots.map(({ shot }) => shot.id),
    ...breakdown.characters.map(({ id }) => id),
    ...breakdown.locations.map(({ id }) => id),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  for (const { shot, sceneId, frames } of shots) {
    Shot.parse(newShotRecord({ ...shot, sceneId }, 'a0'));
    expect(frames).toBeGreaterThanOrEqual(30);
  }
  for (const character of breakdown.characters) Character.parse(character);
  for (const location of breakdown.locations) Location.parse(location);
  for (const scene of breakdown.scenes) expect(scene.shots.length).toBeGreaterThan(0);
}

describe('any text that looks like Fountain', () => {
  it('breaks down without a fault, every line in exactly one shot, never four equal sizes in a row', () => {
    fc.assert(
      fc.property(fountainText(60), (text) => {
        const script = read(`INT. A ROOM - DAY\n\n${text}`);
        const breakdown = breakDown(script, NOTHING, SERIES);
        holds(script, breakdown);
        const again = breakDown(script, breakdown, SERIES);
        expect([again.characters, again.locations]).toEqual([[], []]);
        expect(again.scenes).toEqual(breakdown.scenes);
      }),
      { seed: 20_261_122, numRuns: TEXTS },
    );
  });
});

const FIRST = ['ASA', 'BRUNO', 'CELIA', 'DOV', 'EDDA', 'FARID', 'GRETA', 'HUGO', 'IMAN', 'JOS', 'KAIA', 'LEV'];
const PLACES = ['KITCHEN', 'QUAY', 'BUS', 'ATTIC', 'MARKET', 'SCHOOL ROOF'];
const SAID = ['No.', 'I know where it is.', 'Then we wait until somebody comes and tells us otherwise.', 'Run!', 'Why?'];

/** A screenplay somebody could have written, and who is in it. */
function screenplay(random: Random, scenes: number): { text: string; cast: Set<string> } {
  const cast = new Set<string>();
  const people = random.shuffle(FIRST).slice(0, random.int(2, 9));
  const parts: string[] = [];
  for (let scene = 0; scene < scenes; scene += 1) {
    parts.push(`${random.pick(['INT.', 'EXT.'])} ${random.pick(PLACES)} - ${random.pick(['DAY', 'NIGHT', 'DAWN'])}`);
    const silent = random.pick(people);
    if (!cast.has(silent) && random.chance(0.5)) parts.push(`${silent} (${random.int(8, 80)}), in a coat, looks at the door.`);
    else parts.push('A door. A lamp.');
    if (parts.at(-1)?.startsWith(silent)) cast.add(silent);
    for (let speech = random.int(1, 9); speech > 0; speech -= 1) {
      const speaker = random.pick(people);
      cast.add(speaker);
      const extension = random.pick(['', '', '', ' (V.O.)', ' (O.S.)', " (CONT'D)"]);
      const manner = random.chance(0.2) ? '(quietly)\n' : '';
      parts.push(`${speaker}${extension}\n${manner}${random.pick(SAID)}`);
      if (random.chance(0.3))
        parts.push(
          `${random
            .pick(people)
            .toLowerCase()
            .replace(/^./, (c) => c.toUpperCase())} turns away.`,
        );
    }
  }
  return { text: `${parts.join('\n\n')}\n`, cast };
}

test('random screenplays: the whole cast is found and nobody is made up', () => {
  for (let seed = 1; seed <= SCREENPLAYS; seed += 1) {
    const { text, cast } = screenplay(seededRandom(seed), 6);
    const script = read(text, seed);
    const breakdown = breakDown(script, NOTHING, SERIES);
    holds(script, breakdown);
    expect(new Set(breakdown.characters.map((character) => character.name)), `seed ${seed}`).toEqual(cast);
  }
});

/** Written for this test alone: names that come in several forms. */
const FERRYMAN = `Title: The Ferryman's Day Off

EXT. RIVER LANDING - DAWN

Fog. A bell with no rope. DOCTOR ILSE BRANDT, forties, a case in each hand, waits where the ferry should be. Beside her a boy, WIM (10), skips stones.

BRANDT
Is there no ferry?

WIM
It's his day off.

FERRYMAN'S VOICE
I can hear you.

BRANDT
Then you're working.

Sparrow, the ferryman's dog, barks once.

INT. FERRY HOUSE - KITCHEN - CONTINUOUS

OLD MATTIS (80), in a nightshirt, fries one egg. The twins LOTTE and RIKE watch it as if it might get away. Lotte holds the salt. Rike holds the pepper. Lotte blinks first.

LOTTE AND RIKE
It's done!

MATTIS
It's done when I say so.

ALL
It's done!

DR. BRANDT (O.S.)
Excuse me?

RADIO
Fog until noon.

Hanno climbs in through the window. HANNO is nine feet of apology in a wet coat. Hanno drips.

LOTTE
Hanno!

EXT. RIVER - LATER

The boat, far out. Nobody rows.

WIM (V.O.)
That was the day the river took a day off too.
`;

test('a script with names in every form', () => {
  const script = read(FERRYMAN);
  const breakdown = breakDown(script, NOTHING, SERIES);
  holds(script, breakdown);
  const names = breakdown.characters.map((character) => character.name).sort();
  expect(names).toEqual(['BRANDT', 'FERRYMAN', 'HANNO', 'LOTTE', 'MATTIS', 'RADIO', 'RIKE', 'WIM']);
  const byName = new Map(breakdown.characters.map((character) => [character.name, character]));
  expect(byName.get('BRANDT')?.aliases).toEqual(expect.arrayContaining(['DOCTOR ILSE BRANDT', 'DR. BRANDT']));
  expect(byName.get('MATTIS')).toMatchObject({ aliases: ['OLD MATTIS'], dna: { age: 'elder' } });
  expect(byName.get('LOTTE')?.aliases).toContain('LOTTE AND RIKE');
  expect(breakdown.locations.map((location) => [location.name, location.kind, location.interior])).toEqual([
    ['RIVER LANDING', 'harbour', false],
    ['FERRY HOUSE - KITCHEN', 'interior', true],
    ['RIVER', 'harbour', false],
  ]);
});

test('who is in the bible under a plain name is nobody new under a title', () => {
  const script = read('INT. CLASSROOM - DAY\n\nMISS SORREL\nSit.\n\nPIM\nWhy?\n');
  const bible = breakDown(read('INT. CLASSROOM - DAY\n\nSORREL\nSit.\n\nPIM\nWhy?\n'), NOTHING, SERIES);
  expect(breakDown(script, bible, SERIES).characters).toEqual([]);
});
