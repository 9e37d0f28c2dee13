import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { GALLERY_ACTIONS, GALLERY_WORDS, galleryKeyTexts } from '../../gallery/model/gallery-keys.ts';
import { OUTLINE_ACTIONS, OUTLINE_WORDS, outlineKeyTexts } from '../../outline/model/outline-keys.ts';
import { BOARD_ACTIONS, BOARD_WORDS, boardKeyTexts } from '../../storyboard/model/board-keys.ts';
import { ACTION_WORDS, EDIT_ACTIONS, PLAY_ACTIONS, type TimelineAction } from '../../timeline/model/actions.ts';
import { type KeyPreset, keyTexts } from '../../timeline/model/key-map.ts';

/** Keys as they stand on a keyboard, or in words where people name them; and what they do. */
type Shortcut = readonly [keys: string | MessageDescriptor, does: MessageDescriptor];

interface ShortcutGroup {
  readonly group: MessageDescriptor;
  readonly keys: readonly Shortcut[];
}

/** The keys of the studio by room, as the sheet under `?` shows them. The rooms bind them; this is what they promise. */
const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    group: msg`Everywhere`,
    keys: [
      ['Ctrl K', msg`Search or run a command`],
      ['Ctrl \\', msg`Hide everything but the work`],
      ['Ctrl Z', msg`Undo my last edit`],
      ['Ctrl Shift Z', msg`Redo it`],
      ['Ctrl Alt M', msg`Comment on what is selected`],
      ['Ctrl Alt . ,', msg`The next open comment, the one before`],
      [
        msg({ message: 'P held', comment: 'The key P, held down while the mouse moves' }),
        msg`Laser pointer over pictures, seen by everybody`,
      ],
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
      ['Ctrl Alt S', msg`Read aloud from the caret; Escape stops`],
      ['Alt ↑ ↓', msg`Move the scene that is chosen in the list of scenes`],
    ],
  },
  {
    group: msg({ message: 'Outline', comment: 'The room of the acts, sequences and beats of an episode.' }),
    keys: [
      [msg({ message: 'Arrows', comment: 'The arrow keys' }), msg`Go from card to card`],
      ...OUTLINE_ACTIONS.map((action): Shortcut => [outlineKeyTexts(action), OUTLINE_WORDS[action]]),
    ],
  },
  {
    group: msg`Storyboard`,
    keys: [
      [msg({ message: 'Arrows', comment: 'The arrow keys' }), msg`Choose a shot`],
      [
        msg({ message: 'Shift arrows', comment: 'The Shift key held with the arrow keys' }),
        msg`Choose several; with the mouse Shift or Ctrl`,
      ],
      ...BOARD_ACTIONS.map((action): Shortcut => [boardKeyTexts(action), BOARD_WORDS[action]]),
      ['I', msg`Inspector`],
    ],
  },
  {
    group: msg({ message: 'Gallery', comment: 'The room of the cast, places, props and pictures of a series.' }),
    keys: [
      [msg({ message: 'Arrows', comment: 'The arrow keys' }), msg`Go from card to card`],
      [
        msg({ message: 'Shift arrows', comment: 'The Shift key held with the arrow keys' }),
        msg`Choose several; with the mouse Shift or Ctrl`,
      ],
      ...GALLERY_ACTIONS.map((action): Shortcut => [galleryKeyTexts(action), GALLERY_WORDS[action]]),
    ],
  },
];

/** What the timeline does with the mouse and a key held, in every preset. */
const TIMELINE_MOUSE: readonly Shortcut[] = [
  [msg({ message: 'Alt wheel', comment: 'The Alt key with the wheel of the mouse' }), msg`Zoom around the pointer`],
  [msg({ message: 'Shift wheel', comment: 'The Shift key with the wheel of the mouse' }), msg`Move along`],
  [msg({ message: 'Drag an edge', comment: 'With the mouse' }), msg`Roll: the cut stays as long`],
  [
    msg({ message: 'Ctrl and drag', comment: 'The Ctrl key held while dragging with the mouse' }),
    msg`Ripple the clip on that side`,
  ],
  [msg({ message: 'Shift and drag', comment: 'The Shift key held while dragging' }), msg`Turn snapping round for this drag`],
];

/** The groups of the sheet; the timeline's keys are those of the preset. */
export function shortcutGroups(preset: KeyPreset): readonly ShortcutGroup[] {
  const keys = (actions: readonly TimelineAction[]): Shortcut[] =>
    actions.map((action) => [keyTexts(preset, action), ACTION_WORDS[action]]);
  return [
    ...SHORTCUTS,
    { group: msg`Timeline: going through`, keys: keys(PLAY_ACTIONS) },
    { group: msg`Timeline: editing`, keys: [...keys(EDIT_ACTIONS), ...TIMELINE_MOUSE] },
  ];
}
