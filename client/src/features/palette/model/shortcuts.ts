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
      ['Shift Enter', msg`A line break inside the element`],
      ['Escape', msg`Leave the script; Tab then goes on to what can be pressed`],
      ['Ctrl 1 … 6', msg`Heading, action, character, parenthetical, dialogue, transition`],
      ['Ctrl Alt 1 … 6', msg`The same, where the browser owns Ctrl`],
      ['Ctrl B I U', msg`Bold, italic, underlined`],
      ['↑ ↓', msg`Choose a suggestion; Enter or Tab takes it, Escape keeps it away`],
      ['Ctrl F', msg`Find in the script; Enter goes on, Shift Enter back`],
      ['Ctrl H', msg`Find and replace; Ctrl Alt F where the system owns it`],
      ['Ctrl Alt N', msg`A note at the caret, or of what is selected`],
      ['[[ ]]', msg`The same, as it is typed`],
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
