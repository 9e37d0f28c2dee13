import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Keys as they stand on a keyboard, or in words where people name them; and what they do. */
type Shortcut = readonly [keys: string | MessageDescriptor, does: MessageDescriptor];

/** The keys of the studio by room, as the sheet under `?` shows them. The rooms bind them; this is what they promise. */
export const SHORTCUTS: readonly { group: MessageDescriptor; keys: readonly Shortcut[] }[] = [
  {
    group: msg`Everywhere`,
    keys: [
      ['Ctrl K', msg`Search or run a command`],
      ['Ctrl \\', msg`Hide everything but the work`],
      ['Ctrl Z', msg`Undo my last edit`],
      ['Ctrl Shift Z', msg`Redo it`],
      ['?', msg`This sheet`],
    ],
  },
  {
    group: msg`Script`,
    keys: [
      ['Enter', msg`Next element`],
      ['Tab', msg`Change or indent the element`],
      ['Shift Tab', msg`The other way`],
      ['Escape', msg`Leave the script; Tab then goes on to what can be pressed`],
      ['Ctrl 1 … 6', msg`Heading, action, character, parenthetical, dialogue, transition`],
      ['Ctrl Alt 1 … 6', msg`The same, where the browser owns Ctrl`],
    ],
  },
  {
    group: msg`Storyboard`,
    keys: [
      [msg({ message: 'Arrows', comment: 'The arrow keys' }), msg`Choose a shot`],
      ['Enter', msg`Play it`],
      ['N', msg`New shot after this one`],
      ['D', msg`Duplicate`],
      ['Alt ← →', msg`Move it`],
      ['Delete', msg`Delete it`],
      ['I', msg`Inspector`],
    ],
  },
  {
    group: msg`Timeline`,
    keys: [
      [msg({ message: 'Space', comment: 'The space bar' }), msg`Play and pause`],
      ['J K L', msg`Back, stop, forward; again for faster`],
      ['← →', msg`One frame; with Shift one second`],
      ['↑ ↓', msg`Edit points`],
      ['Home End', msg`Start and end`],
      [', .', msg`Trim the clip by a frame; with Shift by ten`],
      ['Alt ← →', msg`Move the clip`],
      [msg({ message: 'Alt wheel', comment: 'The Alt key with the wheel of the mouse' }), msg`Zoom`],
      ['\\', msg`Fit everything`],
      ['C', msg`Captions`],
    ],
  },
];
