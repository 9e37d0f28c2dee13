import type { NewShot } from '../document/commands/shot-args.ts';
import type { CharacterDna, Voice } from '../document/dna.ts';
import type { Character, Location, Shot, ShotCast, ShotRender } from '../document/schema.ts';
import {
  CAMERA_ANGLES,
  CAMERA_MOVES,
  EXPRESSIONS,
  LENSES,
  PLACE_KINDS,
  POSES,
  SHOT_SIZES,
  TIMES_OF_DAY,
  WEATHERS,
} from '../document/vocabulary.ts';
import type { Random } from './random.ts';

/** Valid records for tests, everything random but what a test names in `own`. */

/** `#rrggbb`. */
export function aColor(random: Random): string {
  return `#${random.int(0, 0xff_ffff).toString(16).padStart(6, '0')}`;
}

/** Looks from the whole range of the schema's choices. */
export function someDna(random: Random, own: Partial<CharacterDna> = {}): CharacterDna {
  return {
    seed: random.int(0, 0xffff_ffff),
    age: random.pick(['child', 'teen', 'adult', 'elder']),
    frame: random.pick(['feminine', 'masculine']),
    skin: aColor(random),
    jaw: random.next(),
    build: random.next(),
    stature: 0.6 + random.next() * 0.5,
    hair: {
      color: aColor(random),
      tip: random.chance(0.3) ? aColor(random) : null,
      bangs: random.pick(['blunt', 'swept', 'centre', 'messy', 'spiky', 'back']),
      length: random.pick(['crop', 'short', 'bob', 'long']),
      tie: random.pick(['none', 'pony', 'twin', 'bun']),
      part: random.int(-60, 60),
      volume: 0.6 + random.next() * 0.9,
      ahoge: random.chance(0.2),
    },
    eyes: { color: aColor(random), height: 24 + random.next() * 24, tilt: random.next() * 0.2 - 0.14 },
    brow: 4 + random.next() * 8,
    beard: { kind: random.pick(['none', 'none', 'stubble', 'full']), color: aColor(random) },
    outfit: {
      kind: random.pick(['sailor', 'blazer', 'hoodie', 'raincoat', 'coat', 'shirt', 'dress', 'apron']),
      top: aColor(random),
      inner: aColor(random),
      bottom: aColor(random),
      accent: aColor(random),
    },
    accessories: random.chance(0.3) ? [{ kind: 'glasses', color: aColor(random) }] : [],
    ...own,
  };
}

/** Any of the embedded engine's voices. */
export function aVoice(random: Random): Voice {
  return { base: random.pick(['kal', 'awb', 'rms', 'slt']), pitch: random.int(-4, 6), rate: 0.8 + random.next() * 0.4 };
}

/** A character of the newest version. */
export function aCharacter(random: Random, own: Partial<Character> = {}): Character {
  const name = random.pick(['MIRA', 'JONAS', 'SOFIA', 'KENJI', 'ADA', 'TOMAS']);
  return { id: random.id(), v: 1, name, aliases: [], description: '', dna: someDna(random), voice: aVoice(random), ...own };
}

/** A place of the newest version. */
export function aLocation(random: Random, own: Partial<Location> = {}): Location {
  return {
    id: random.id(),
    v: 1,
    name: random.pick(['HARBOUR', 'LAMP ROOM', 'CLASSROOM', 'NIGHT TRAIN']),
    aliases: [],
    description: '',
    kind: random.pick(PLACE_KINDS),
    interior: random.chance(0.5),
    seed: random.int(0, 0xffff_ffff),
    ...own,
  };
}

/** Somebody in a shot, anyhow placed. */
export function aCastMember(random: Random, characterId: string, own: Partial<ShotCast> = {}): ShotCast {
  return {
    characterId,
    position: random.pick(['left', 'centre', 'right']),
    facing: random.pick(['left', 'right', 'camera', 'away']),
    expression: random.pick(EXPRESSIONS),
    pose: random.pick(POSES),
    ...own,
  };
}

/** A shot of the newest version, of a scene of its own. */
export function aShot(random: Random, own: Partial<Shot> = {}): Shot {
  return {
    id: random.id(),
    v: 3,
    sceneId: random.id(),
    order: 'a0',
    title: '',
    size: random.pick(SHOT_SIZES),
    angle: random.pick(CAMERA_ANGLES),
    move: random.pick(CAMERA_MOVES),
    action: '',
    cast: [],
    lines: [],
    locationId: null,
    timeOfDay: random.chance(0.2) ? random.pick(TIMES_OF_DAY) : null,
    weather: random.chance(0.2) ? random.pick(WEATHERS) : null,
    prop: null,
    seed: random.int(0, 0xffff_ffff),
    notes: '',
    lens: random.chance(0.2) ? random.pick(LENSES) : null,
    ownPicture: null,
    lock: null,
    ...own,
  };
}

/** A shot as commands take it: without what the command itself decides. */
export function aNewShot(random: Random, own: Partial<Shot> = {}): NewShot {
  const { v, order, notes, lens, ownPicture, lock, ...shot } = aShot(random, own);
  return shot;
}

/** 64 hex digits, as a sha256 is written. */
export function aHash(random: Random): string {
  return Array.from({ length: 64 }, () => random.int(0, 15).toString(16)).join('');
}

/** What a room sees of a shot's rendering. */
export function aShotRender(random: Random, own: Partial<ShotRender> = {}): ShotRender {
  return {
    id: random.id(),
    v: 1,
    state: 'done',
    revision: aHash(random),
    preset: 'LOW',
    take: 1,
    segment: aHash(random),
    dialogue: null,
    poster: null,
    frames: 48,
    reason: null,
    doneRevision: null,
    donePreset: null,
    ...own,
  };
}
