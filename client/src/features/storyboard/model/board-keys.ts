import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type Chord, type ChordEvent, chordOf, chordText } from '../../../ui/chord.ts';

/** What keys do to the chosen shot, in the order the sheet shows them. */
export const BOARD_ACTIONS = [
  'play',
  'playFrom',
  'nextScene',
  'previousScene',
  'addAfter',
  'addBefore',
  'duplicate',
  'split',
  'merge',
  'moveBack',
  'moveOn',
  'lock',
  'picture',
  'draw',
  'single',
  'all',
  'remove',
] as const;
export type BoardAction = (typeof BOARD_ACTIONS)[number];

export const BOARD_WORDS: Readonly<Record<BoardAction, MessageDescriptor>> = {
  play: msg`Play it`,
  playFrom: msg`Play the cut from it`,
  nextScene: msg`First shot of the next scene`,
  previousScene: msg`First shot of the scene before`,
  addAfter: msg`New shot after this one`,
  addBefore: msg`New shot before this one`,
  duplicate: msg`Duplicate`,
  split: msg`Split it in two`,
  merge: msg`Merge it with the next`,
  moveBack: msg`Move it back, also into the scene before`,
  moveOn: msg`Move it on, also into the next scene`,
  lock: msg`Lock or unlock it`,
  picture: msg`Give it a picture of your own`,
  draw: msg`Draw its picture`,
  single: msg`One shot with its fields, or all`,
  all: msg`Choose all`,
  remove: msg`Delete it`,
};

/** The first chord is the one that menus show. */
const KEYS: Readonly<Record<BoardAction, readonly Chord[]>> = {
  play: ['Space', 'Enter'],
  playFrom: ['Shift+Space'],
  nextScene: ['Ctrl+ArrowRight'],
  previousScene: ['Ctrl+ArrowLeft'],
  addAfter: ['N'],
  addBefore: ['Shift+N'],
  duplicate: ['D'],
  split: ['S'],
  merge: ['M'],
  moveBack: ['Alt+ArrowLeft'],
  moveOn: ['Alt+ArrowRight'],
  lock: ['L'],
  picture: ['U'],
  draw: ['B'],
  single: ['V'],
  all: ['Ctrl+A'],
  remove: ['Delete', 'Backspace'],
};

/** What looks and does not edit: for those who may not write as well. */
const LOOKS: ReadonlySet<BoardAction> = new Set(['play', 'playFrom', 'nextScene', 'previousScene', 'single', 'all']);
/** A held key goes on with these alone: a held D would fill the board. */
const REPEATS: ReadonlySet<BoardAction> = new Set(['nextScene', 'previousScene', 'moveBack', 'moveOn']);

const BY_CHORD: ReadonlyMap<Chord, BoardAction> = new Map(
  BOARD_ACTIONS.flatMap((action) => KEYS[action].map((chord) => [chord, action] as const)),
);

/** @returns what the key does, null where it is none of the board's, or a held one that must not go on. */
export function boardAction(event: ChordEvent & Pick<KeyboardEvent, 'repeat'>): BoardAction | null {
  const action = BY_CHORD.get(chordOf(event)) ?? null;
  return action !== null && event.repeat && !REPEATS.has(action) ? null : action;
}

export const edits = (action: BoardAction): boolean => !LOOKS.has(action);

/** As the sheet and the menus print them: `Shift N`. */
export const boardKeyText = (action: BoardAction): string => chordText(KEYS[action][0] ?? '');
export const boardKeyTexts = (action: BoardAction): string => KEYS[action].map(chordText).join(', ');
