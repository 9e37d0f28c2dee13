import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type Chord, type ChordEvent, chordOf, chordText } from '../../../ui/chord.ts';

/** What keys do to the card that has the focus, or to all that are chosen; in the order the sheet shows them. */
export const GALLERY_ACTIONS = ['open', 'choose', 'all', 'star', 'tag', 'compare', 'pick', 'search', 'remove'] as const;
export type GalleryAction = (typeof GALLERY_ACTIONS)[number];

export const GALLERY_WORDS: Readonly<Record<GalleryAction, MessageDescriptor>> = {
  open: msg`Open it`,
  choose: msg`Choose it, or no longer`,
  all: msg`Choose all that are shown`,
  star: msg`Make it a favourite, or no longer`,
  tag: msg`Give tags`,
  compare: msg`Compare two takes`,
  pick: msg`Show this take on the board`,
  search: msg`Search the gallery`,
  remove: msg`Delete, to be undone`,
};

const KEYS: Readonly<Record<GalleryAction, readonly Chord[]>> = {
  open: ['Enter'],
  choose: ['Space'],
  all: ['Ctrl+A'],
  star: ['F'],
  tag: ['T'],
  compare: ['C'],
  pick: ['P'],
  search: ['/'],
  remove: ['Delete', 'Backspace'],
};

const BY_CHORD: ReadonlyMap<Chord, GalleryAction> = new Map(
  GALLERY_ACTIONS.flatMap((action) => KEYS[action].map((chord) => [chord, action] as const)),
);

/** @returns what the key does, null where it is none of the gallery's, or a held one. */
export function galleryAction(event: ChordEvent & Pick<KeyboardEvent, 'repeat'>): GalleryAction | null {
  return event.repeat ? null : (BY_CHORD.get(chordOf(event)) ?? null);
}

export const galleryKeyText = (action: GalleryAction): string => chordText(KEYS[action][0] ?? '');
export const galleryKeyTexts = (action: GalleryAction): string => KEYS[action].map(chordText).join(', ');
