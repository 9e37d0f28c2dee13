import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type Chord, type ChordEvent, chordOf, chordText } from '../../../ui/chord.ts';

/** What keys do to the card that has the focus, in the order the sheet shows them. */
export const OUTLINE_ACTIONS = ['open', 'rename', 'synopsis', 'up', 'down', 'actBefore', 'actAfter', 'add', 'remove'] as const;
export type OutlineAction = (typeof OUTLINE_ACTIONS)[number];

export const OUTLINE_WORDS: Readonly<Record<OutlineAction, MessageDescriptor>> = {
  open: msg`Go to it in the script`,
  rename: msg`Rename it`,
  synopsis: msg`Write its synopsis`,
  up: msg`Move it up with all beneath it`,
  down: msg`Move it down with all beneath it`,
  actBefore: msg`Move it to the act before; an act past the one before`,
  actAfter: msg`Move it to the next act; an act past the next one`,
  add: msg`New beat behind it`,
  remove: msg`Remove the card of an act, a sequence or a beat; its scenes stay`,
};

/** The first chord is the one that menus show. */
const KEYS: Readonly<Record<OutlineAction, readonly Chord[]>> = {
  open: ['Enter', 'Space'],
  rename: ['F2'],
  synopsis: ['S'],
  up: ['Alt+ArrowUp'],
  down: ['Alt+ArrowDown'],
  actBefore: ['Alt+ArrowLeft'],
  actAfter: ['Alt+ArrowRight'],
  add: ['N'],
  remove: ['Delete', 'Backspace'],
};

const BY_CHORD: ReadonlyMap<Chord, OutlineAction> = new Map(
  OUTLINE_ACTIONS.flatMap((action) => KEYS[action].map((chord) => [chord, action] as const)),
);
/** A held key goes on with these alone: a held N would fill the board. */
const REPEATS: ReadonlySet<OutlineAction> = new Set(['up', 'down', 'actBefore', 'actAfter']);

/** @returns what the key does, null where it is none of the outline's, or a held one that must not go on. */
export function outlineAction(event: ChordEvent & Pick<KeyboardEvent, 'repeat'>): OutlineAction | null {
  const action = BY_CHORD.get(chordOf(event)) ?? null;
  return action !== null && event.repeat && !REPEATS.has(action) ? null : action;
}

/** As the sheet and the menus print them: `Alt ↑`. */
export const outlineKeyText = (action: OutlineAction): string => chordText(KEYS[action][0] ?? '');
export const outlineKeyTexts = (action: OutlineAction): string => KEYS[action].map(chordText).join(', ');
