/** The keys of the studio by room, as the sheet under `?` shows them. The rooms bind them; this is what they promise. */
export const SHORTCUTS: readonly { group: string; keys: readonly (readonly [keys: string, does: string])[] }[] = [
  {
    group: 'Everywhere',
    keys: [
      ['Ctrl K', 'Search or run a command'],
      ['Ctrl \\', 'Hide everything but the work'],
      ['Ctrl Z', 'Undo my last edit'],
      ['Ctrl Shift Z', 'Redo it'],
      ['?', 'This sheet'],
    ],
  },
  {
    group: 'Script',
    keys: [
      ['Enter', 'Next element'],
      ['Tab', 'Change or indent the element'],
      ['Shift Tab', 'The other way'],
      ['Escape', 'Leave the script; Tab then goes on to what can be pressed'],
      ['Ctrl 1 … 6', 'Heading, action, character, parenthetical, dialogue, transition'],
      ['Ctrl Alt 1 … 6', 'The same, where the browser owns Ctrl'],
    ],
  },
  {
    group: 'Storyboard',
    keys: [
      ['Arrows', 'Choose a shot'],
      ['Enter', 'Play it'],
      ['N', 'New shot after this one'],
      ['D', 'Duplicate'],
      ['Alt ← →', 'Move it'],
      ['Delete', 'Delete it'],
      ['I', 'Inspector'],
    ],
  },
  {
    group: 'Timeline',
    keys: [
      ['Space', 'Play and pause'],
      ['J K L', 'Back, stop, forward; again for faster'],
      ['← →', 'One frame; with Shift one second'],
      ['↑ ↓', 'Edit points'],
      ['Home End', 'Start and end'],
      [', .', 'Trim the clip by a frame; with Shift by ten'],
      ['Alt ← →', 'Move the clip'],
      ['Alt wheel', 'Zoom'],
      ['\\', 'Fit everything'],
      ['C', 'Captions'],
    ],
  },
];
