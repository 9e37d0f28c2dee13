import type { CharacterDna } from '@trashfire/shared/document/dna';
import type { PlaceKind } from '@trashfire/shared/document/vocabulary';
import {
  CAMERA_ANGLES,
  EXPRESSIONS,
  PLACE_KINDS,
  POSES,
  PROP_KINDS,
  SHOT_SIZES,
  TIMES_OF_DAY,
  WEATHERS,
} from '@trashfire/shared/document/vocabulary';
import type { CastStaging, ShotManifest } from '@trashfire/shared/render/manifest';
import { createRandom, type Random } from '../random.ts';

/** Records for the engine's tests: a small fixed cast, and seeded random DNA and pictures that reach every enum. */

const hair: CharacterDna['hair'] = {
  color: '#3b4a86',
  tip: null,
  bangs: 'swept',
  length: 'long',
  tie: 'none',
  part: -26,
  volume: 1,
  ahoge: false,
};
const noBeard: CharacterDna['beard'] = { kind: 'none', color: '#333333' };

export const GIRL: CharacterDna = {
  seed: 11,
  age: 'teen',
  frame: 'feminine',
  skin: '#fbe0d0',
  jaw: 0.08,
  build: 0.2,
  stature: 0.95,
  hair,
  eyes: { color: '#3f86c9', height: 46, tilt: -0.09 },
  brow: 5,
  beard: noBeard,
  outfit: { kind: 'sailor', top: '#f7f5f2', inner: '#34447c', bottom: '#34447c', accent: '#d2424f' },
  accessories: [{ kind: 'clip', color: '#f2b544' }],
};

export const BOY: CharacterDna = {
  ...GIRL,
  seed: 23,
  frame: 'masculine',
  skin: '#f3cfb3',
  jaw: 0.5,
  build: 0.5,
  stature: 1.02,
  hair: { ...hair, color: '#9a4f2c', bangs: 'messy', length: 'crop', volume: 1.2 },
  eyes: { color: '#c98a2b', height: 38, tilt: -0.13 },
  outfit: { kind: 'hoodie', top: '#3d6b66', inner: '#e9e4d8', bottom: '#3a3f52', accent: '#e0a040' },
  accessories: [],
};

export const ELDER: CharacterDna = {
  ...BOY,
  seed: 41,
  age: 'elder',
  skin: '#dfae8c',
  jaw: 0.9,
  build: 0.8,
  stature: 1,
  hair: { ...hair, color: '#b9bcc4', bangs: 'back', length: 'short', volume: 0.8 },
  eyes: { color: '#5f7f94', height: 27, tilt: 0.05 },
  beard: { kind: 'full', color: '#d6d6d8' },
  outfit: { kind: 'coat', top: '#2d4160', inner: '#d9cfbd', bottom: '#33363f', accent: '#a8433c' },
  accessories: [{ kind: 'cap', color: '#27395a' }],
};

export const WOMAN: CharacterDna = {
  ...GIRL,
  seed: 53,
  age: 'adult',
  skin: '#c98f6b',
  jaw: 0.25,
  hair: { ...hair, color: '#2b2530', bangs: 'centre', tie: 'pony', part: 0 },
  eyes: { color: '#b0533a', height: 40, tilt: -0.14 },
  outfit: { kind: 'blazer', top: '#5b3a4a', inner: '#f2eee6', bottom: '#6e7480', accent: '#c9a24a' },
  accessories: [{ kind: 'earrings', color: '#e8c050' }],
};

export const CHILD: CharacterDna = {
  ...GIRL,
  seed: 31,
  age: 'child',
  jaw: 0,
  stature: 0.75,
  hair: { ...hair, color: '#d98f9e', bangs: 'blunt', length: 'bob', ahoge: true },
  outfit: { kind: 'raincoat', top: '#f0c04a', inner: '#e8edf2', bottom: '#5a6b8a', accent: '#c9503f' },
  accessories: [{ kind: 'glasses', color: '#5a3340' }],
};

/** Somebody who stands in the middle, looks right and feels nothing, but for what `more` says. */
export function staged(characterId: string, dna: CharacterDna, more: Partial<CastStaging> = {}): CastStaging {
  return { characterId, dna, position: 'centre', facing: 'right', expression: 'neutral', pose: 'stand', ...more };
}

/** A place on a clear day. */
export function placeOf(kind: PlaceKind, more: Partial<ShotManifest['picture']['place']> = {}): ShotManifest['picture']['place'] {
  return { kind, seed: 7, timeOfDay: 'day', weather: 'clear', ...more };
}

/** A small shot of 320x180 at 24 fps. */
export function shotOf(picture: Partial<ShotManifest['picture']>, more: Partial<ShotManifest> = {}): ShotManifest {
  return {
    v: 1,
    kind: 'shot',
    engine: 'animatic',
    engineVersion: '1',
    speechVersion: '1',
    width: 320,
    height: 180,
    fps: 24,
    frames: 24,
    move: 'hold',
    lines: [],
    picture: { size: 'CU', angle: 'eye', seed: 5, place: placeOf('rooftop'), cast: [], prop: null, ...picture },
    ...more,
  };
}

const hexOf = (rnd: Random): string =>
  `#${Math.floor(rnd.next() * 0x1000000)
    .toString(16)
    .padStart(6, '0')}`;

/** Any DNA the schema admits, ends of the ranges included. */
export function randomDna(rnd: Random): CharacterDna {
  const end = (low: number, high: number): number => (rnd.chance(0.2) ? (rnd.chance(0.5) ? low : high) : rnd.between(low, high));
  return {
    seed: Math.floor(rnd.next() * 2 ** 32),
    age: rnd.pick(['child', 'teen', 'adult', 'elder']),
    frame: rnd.pick(['feminine', 'masculine']),
    skin: hexOf(rnd),
    jaw: end(0, 1),
    build: end(0, 1),
    stature: end(0.6, 1.15),
    hair: {
      color: hexOf(rnd),
      tip: rnd.chance(0.3) ? hexOf(rnd) : null,
      bangs: rnd.pick(['blunt', 'swept', 'centre', 'messy', 'spiky', 'back']),
      length: rnd.pick(['crop', 'short', 'bob', 'long']),
      tie: rnd.pick(['none', 'pony', 'twin', 'bun']),
      part: end(-60, 60),
      volume: end(0.6, 1.5),
      ahoge: rnd.chance(0.3),
    },
    eyes: { color: hexOf(rnd), height: end(24, 48), tilt: end(-0.14, 0.06) },
    brow: end(4, 12),
    beard: { kind: rnd.pick(['none', 'stubble', 'short', 'full']), color: hexOf(rnd) },
    outfit: {
      kind: rnd.pick(['sailor', 'blazer', 'hoodie', 'raincoat', 'coat', 'shirt', 'dress', 'apron']),
      top: hexOf(rnd),
      inner: hexOf(rnd),
      bottom: hexOf(rnd),
      accent: hexOf(rnd),
    },
    accessories: Array.from({ length: Math.floor(rnd.next() * 5) }, () => ({
      kind: rnd.pick(['glasses', 'cap', 'scarf', 'clip', 'headband', 'earrings', 'eyepatch', 'freckles']),
      color: hexOf(rnd),
    })),
  };
}

/** Any picture the schema admits. */
export function randomPicture(seed: number): ShotManifest['picture'] {
  const rnd = createRandom(seed);
  const count = Math.floor(rnd.next() * 7);
  return {
    size: rnd.pick(SHOT_SIZES),
    angle: rnd.pick(CAMERA_ANGLES),
    seed: Math.floor(rnd.next() * 2 ** 32),
    place: {
      kind: rnd.pick(PLACE_KINDS),
      seed: Math.floor(rnd.next() * 2 ** 32),
      timeOfDay: rnd.pick(TIMES_OF_DAY),
      weather: rnd.pick(WEATHERS),
    },
    cast: Array.from({ length: count }, (_, i) => ({
      characterId: `c${i}`,
      dna: randomDna(rnd),
      position: rnd.pick(['left', 'centre', 'right'] as const),
      facing: rnd.pick(['left', 'right', 'camera', 'away'] as const),
      expression: rnd.pick(EXPRESSIONS),
      pose: rnd.pick(POSES),
    })),
    prop: rnd.chance(0.4) ? { kind: rnd.pick(PROP_KINDS), seed: Math.floor(rnd.next() * 2 ** 32) } : null,
  };
}
