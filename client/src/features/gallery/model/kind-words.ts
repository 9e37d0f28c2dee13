import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { PlaceKind, PropKind } from '@trashfire/shared/document/vocabulary';
import type { GalleryTab } from './gallery-ui.ts';
import type { Sort } from './query.ts';

export const TAB_WORDS: Readonly<Record<GalleryTab, MessageDescriptor>> = {
  characters: msg`Characters`,
  locations: msg`Places`,
  props: msg`Props`,
  music: msg`Music`,
  takes: msg`Takes`,
  canon: msg({ message: 'Canon', comment: 'What is true in a series from then on.' }),
};

export const SORT_WORDS: Readonly<Record<Sort, MessageDescriptor>> = {
  name: msg`By name`,
  newest: msg`Newest first`,
  uses: msg`Most used first`,
};

export const PLACE_WORDS: Readonly<Record<PlaceKind, MessageDescriptor>> = {
  harbour: msg({ message: 'harbour', context: 'kind of place' }),
  classroom: msg({ message: 'classroom', context: 'kind of place' }),
  rooftop: msg({ message: 'rooftop', context: 'kind of place' }),
  forest: msg({ message: 'forest', context: 'kind of place' }),
  'lamp-room': msg({ message: 'lamp room', context: 'kind of place' }),
  train: msg({ message: 'train', context: 'kind of place' }),
  street: msg({ message: 'street', context: 'kind of place' }),
  interior: msg({ message: 'interior', context: 'kind of place' }),
  exterior: msg({ message: 'exterior', context: 'kind of place' }),
};

export const PROP_WORDS: Readonly<Record<PropKind, MessageDescriptor>> = {
  letter: msg({ message: 'letter', context: 'kind of prop' }),
  lamp: msg({ message: 'lamp', context: 'kind of prop' }),
  phone: msg({ message: 'phone', context: 'kind of prop' }),
  key: msg({ message: 'key', context: 'kind of prop' }),
  photo: msg({ message: 'photo', context: 'kind of prop' }),
  cup: msg({ message: 'cup', context: 'kind of prop' }),
  book: msg({ message: 'book', context: 'kind of prop' }),
  radio: msg({ message: 'radio', context: 'kind of prop' }),
  door: msg({ message: 'door', context: 'kind of prop' }),
  other: msg({ message: 'other', context: 'kind of prop' }),
};

const TAKE_WORDS: Readonly<Record<'still' | 'shot', MessageDescriptor>> = {
  still: msg({ message: 'still', comment: 'A picture of a shot, not moving' }),
  shot: msg({ message: 'film', comment: 'A take of a shot that moves' }),
};

const ALL: Readonly<Record<string, MessageDescriptor>> = { ...PLACE_WORDS, ...PROP_WORDS, ...TAKE_WORDS };

/** What people call a kind of place, prop or take. */
export const kindWords = (kind: string): MessageDescriptor | null => ALL[kind] ?? null;
