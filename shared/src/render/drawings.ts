import { looksFrom } from '../document/looks.ts';
import type { Character, Location, Prop } from '../document/schema.ts';
import { type Expression, TIMES_OF_DAY } from '../document/vocabulary.ts';
import type { CastStaging, StillManifest } from './manifest.ts';
import type { Picture } from './plan-picture.ts';
import { STILL_SIZE } from './presets.ts';
import { revisionOf } from './revision.ts';
import { seedFromText } from './seed.ts';
import { ANIMATIC_VERSION } from './versions.ts';

/**
 * Pictures made for the gallery: what today's engine can draw of a person, a place or a thing, and several ways to see one
 * shot. Each is a still, known by its manifest alone, so the same request finds what is drawn already.
 */
export interface Drawing {
  /** What tells it from the others of its subject: `front`, `happy`, `night`, or the seed it was drawn with. */
  readonly view: string;
  readonly manifest: StillManifest;
  readonly revision: string;
}

const FACES = ['neutral', 'happy', 'sad', 'angry', 'surprised', 'determined'] as const satisfies readonly Expression[];
const SIDES = { front: 'camera', left: 'left', right: 'right', back: 'away' } as const;

/** Four views of the whole figure, then the face in six moods. */
export function characterSheet({ id, dna }: Pick<Character, 'id' | 'dna'>): Drawing[] {
  const person = (own: Pick<CastStaging, 'facing' | 'expression'>): CastStaging => ({
    characterId: id,
    dna,
    position: 'centre',
    pose: 'stand',
    ...own,
  });
  return [
    ...Object.entries(SIDES).map(([view, facing]) =>
      drawing(view, { ...ROOM, size: 'FS', cast: [person({ facing, expression: 'neutral' })] }),
    ),
    ...FACES.map((expression) => drawing(expression, { ...ROOM, size: 'CU', cast: [person({ facing: 'camera', expression })] })),
  ];
}

/** Other people this character could look like, one face a seed; age and frame stay. */
export function lookCandidates({ id, dna }: Pick<Character, 'id' | 'dna'>, seeds: readonly number[]): Drawing[] {
  return seeds.map((seed) => {
    const staging = { characterId: id, dna: looksFrom(seed, dna), position: 'centre', pose: 'stand' } as const;
    return drawing(String(seed), { ...ROOM, size: 'MCU', cast: [{ ...staging, facing: 'camera', expression: 'neutral' }] });
  });
}

/** The place through a day, and in rain and snow. */
export function placeSheet({ kind, seed }: Pick<Location, 'kind' | 'seed'>): Drawing[] {
  const place = { kind, seed } as const;
  return [
    ...TIMES_OF_DAY.map((timeOfDay) =>
      drawing(timeOfDay, { ...ROOM, size: 'EWS', place: { ...place, timeOfDay, weather: 'clear' } }),
    ),
    ...(['rain', 'snow'] as const).map((weather) =>
      drawing(weather, { ...ROOM, size: 'EWS', place: { ...place, timeOfDay: 'day', weather } }),
    ),
  ];
}

/** The thing as an insert shows it. @param seed the one that shots draw it by, from its name. */
export function propSheet({ kind }: Pick<Prop, 'kind'>, seed: number): Drawing[] {
  return [drawing('insert', { ...ROOM, size: 'INSERT', prop: { kind, seed } })];
}

/** The same shot seen otherwise: side, height and standpoint follow from each seed. */
export function shotCandidates(still: StillManifest, seeds: readonly number[]): Drawing[] {
  return seeds.map((seed) => {
    const manifest = { ...still, picture: { ...still.picture, seed } };
    return { view: String(seed), manifest, revision: revisionOf(manifest) };
  });
}

/** As many candidates as are shown side by side. */
export const CANDIDATES = 4;

/** Seeds of the candidates of one subject, the same whenever and by whomever they are asked for. @param page from 0 on. */
export function candidateSeeds(id: string, page: number): number[] {
  return Array.from({ length: CANDIDATES }, (_, i) => seedFromText(`${id}/candidate/${page * CANDIDATES + i}`));
}

/** A plain room by day, where nothing tells of a story. */
const ROOM: Picture = {
  size: 'FS',
  angle: 'eye',
  seed: 1,
  place: { kind: 'interior', seed: 1, timeOfDay: 'day', weather: 'clear' },
  cast: [],
  prop: null,
};

function drawing(view: string, picture: Picture): Drawing {
  const manifest: StillManifest = {
    v: 1,
    kind: 'still',
    engine: 'animatic',
    engineVersion: ANIMATIC_VERSION,
    ...STILL_SIZE,
    picture,
  };
  return { view, manifest, revision: revisionOf(manifest) };
}
