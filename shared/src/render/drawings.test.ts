import { describe, expect, it } from 'vitest';
import { CharacterDna } from '../document/dna.ts';
import { looksFrom } from '../document/looks.ts';
import { aCharacter, aLocation } from '../testing/builders.ts';
import { seededRandom } from '../testing/random.ts';
import { candidateSeeds, characterSheet, lookCandidates, placeSheet, propSheet, shotCandidates } from './drawings.ts';
import { StillManifest } from './manifest.ts';

const random = seededRandom(3);
const character = aCharacter(random);
const SETS = {
  character: characterSheet(character),
  place: placeSheet(aLocation(random)),
  prop: propSheet({ kind: 'letter' }, 7),
  looks: lookCandidates(character, candidateSeeds(character.id, 0)),
};

describe.each(Object.entries(SETS))('the drawings of a %s', (_, drawings) => {
  it('are stills that an engine takes, each another picture', () => {
    for (const { manifest } of drawings) expect(StillManifest.parse(manifest)).toEqual(manifest);
    expect(new Set(drawings.map(({ revision }) => revision)).size).toBe(drawings.length);
    expect(new Set(drawings.map(({ view }) => view)).size).toBe(drawings.length);
  });
});

it('a sheet depends on the looks and on nothing else, so that a new name draws nothing anew', () => {
  const revisions = (own: object) => characterSheet({ ...character, ...own }).map(({ revision }) => revision);
  expect(revisions({ name: 'Other', description: 'Other' })).toEqual(revisions({}));
  expect(revisions({ dna: { ...character.dna, jaw: (character.dna.jaw + 0.5) % 1 } })).not.toEqual(revisions({}));
});

it('candidates of a shot are the same picture but for the seed', () => {
  const [still] = placeSheet(aLocation(random));
  if (still === undefined) throw new Error('a sheet has drawings');
  const drawn = shotCandidates(still.manifest, [1, 2]);
  expect(drawn.map(({ manifest }) => manifest)).toEqual(
    [1, 2].map((seed) => ({ ...still.manifest, picture: { ...still.manifest.picture, seed } })),
  );
});

it('seeds of candidates are the same for everybody, and no page has those of another', () => {
  expect(candidateSeeds('A', 1)).toEqual(candidateSeeds('A', 1));
  const all = [0, 1, 2, 3].flatMap((page) => [...candidateSeeds('A', page), ...candidateSeeds('B', page)]);
  expect(new Set(all).size).toBe(all.length);
});

describe('looks from a seed', () => {
  const kinds = (['child', 'teen', 'adult', 'elder'] as const).flatMap((age) =>
    (['feminine', 'masculine'] as const).map((frame) => ({ age, frame })),
  );

  it('fit the schema, keep age and frame, and are the same for the same seed', () => {
    for (const kind of kinds) {
      for (let seed = 0; seed < 200; seed += 1) {
        const looks = looksFrom(seed * 7919, kind);
        expect(CharacterDna.parse(looks)).toEqual(looks);
        expect(looks).toMatchObject(kind);
        expect(looksFrom(seed * 7919, kind)).toEqual(looks);
      }
    }
  });

  it('use every choice, so that a cast does not look like one family', () => {
    const all = Array.from({ length: 300 }, (_, i) => looksFrom(i * 104_729, { age: 'adult', frame: 'feminine' }));
    expect(new Set(all.map(({ hair }) => hair.color)).size).toBe(8);
    expect(new Set(all.map(({ skin }) => skin)).size).toBe(6);
    expect(new Set(all.map(({ outfit }) => outfit.kind)).size).toBe(8);
    expect(new Set(all.map(({ hair }) => hair.bangs)).size).toBe(6);
  });
});
