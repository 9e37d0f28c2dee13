import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CharacterDna, Voice } from '@trashfire/shared/document/dna';

type Words<T extends string> = Readonly<Record<T, MessageDescriptor>>;

export const AGE_WORDS: Words<CharacterDna['age']> = {
  child: msg({ message: 'child', context: 'age' }),
  teen: msg({ message: 'teen', context: 'age' }),
  adult: msg({ message: 'adult', context: 'age' }),
  elder: msg({ message: 'elder', context: 'age' }),
};
export const FRAME_WORDS: Words<CharacterDna['frame']> = {
  feminine: msg({ message: 'feminine', context: 'build of a person' }),
  masculine: msg({ message: 'masculine', context: 'build of a person' }),
};
export const BANGS_WORDS: Words<CharacterDna['hair']['bangs']> = {
  blunt: msg({ message: 'blunt', context: 'bangs' }),
  swept: msg({ message: 'swept', context: 'bangs' }),
  centre: msg({ message: 'parted', context: 'bangs' }),
  messy: msg({ message: 'messy', context: 'bangs' }),
  spiky: msg({ message: 'spiky', context: 'bangs' }),
  back: msg({ message: 'back', context: 'bangs' }),
};
export const LENGTH_WORDS: Words<CharacterDna['hair']['length']> = {
  crop: msg({ message: 'crop', context: 'length of hair' }),
  short: msg({ message: 'short', context: 'length of hair' }),
  bob: msg({ message: 'bob', context: 'length of hair' }),
  long: msg({ message: 'long', context: 'length of hair' }),
};
export const TIE_WORDS: Words<CharacterDna['hair']['tie']> = {
  none: msg({ message: 'open', context: 'hair' }),
  pony: msg({ message: 'pony tail', context: 'hair' }),
  twin: msg({ message: 'twin tails', context: 'hair' }),
  bun: msg({ message: 'bun', context: 'hair' }),
};
export const BEARD_WORDS: Words<CharacterDna['beard']['kind']> = {
  none: msg({ message: 'none', context: 'beard' }),
  stubble: msg({ message: 'stubble', context: 'beard' }),
  short: msg({ message: 'short', context: 'beard' }),
  full: msg({ message: 'full', context: 'beard' }),
};
export const OUTFIT_WORDS: Words<CharacterDna['outfit']['kind']> = {
  sailor: msg({ message: 'sailor', context: 'clothes' }),
  blazer: msg({ message: 'blazer', context: 'clothes' }),
  hoodie: msg({ message: 'hoodie', context: 'clothes' }),
  raincoat: msg({ message: 'raincoat', context: 'clothes' }),
  coat: msg({ message: 'coat', context: 'clothes' }),
  shirt: msg({ message: 'shirt', context: 'clothes' }),
  dress: msg({ message: 'dress', context: 'clothes' }),
  apron: msg({ message: 'apron', context: 'clothes' }),
};
/** Names the speech engine gives its voices. */
export const VOICE_NAMES: Readonly<Record<Voice['base'], string>> = { kal: 'Kal', awb: 'Awb', rms: 'Rms', slt: 'Slt' };

export const keysOf = <T extends string>(words: Words<T>): readonly T[] => Object.keys(words) as T[];
