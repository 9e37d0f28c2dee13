import type { Mutant } from './mutant.ts';

const COMMANDS = ['shared/src/document/commands/timeline-commands.test.ts'];

/** What keeps a cut whole while people edit it. */
export const TIMELINE_MUTANTS: readonly Mutant[] = [
  {
    why: 'a locked cut would be edited all the same',
    file: 'shared/src/document/track-lock.ts',
    find: 'locked !== true) return;',
    replace: 'locked !== null) return;',
    tests: COMMANDS,
  },
  {
    why: 'a roll over a clip that somebody put in between would change the length of the cut',
    file: 'shared/src/document/commands/roll-edit.ts',
    find: 'if (cut[at + 1] !== right)',
    replace: 'if (right === null)',
    tests: COMMANDS,
  },
  {
    why: 'a split at the very edge would make a shot that nobody can see or take hold of',
    file: 'shared/src/document/commands/split-shot.ts',
    find: 'at < SHORTEST_CLIP || rest < SHORTEST_CLIP',
    replace: 'at < SHORTEST_CLIP',
    tests: COMMANDS,
  },
  {
    why: 'C3: a split that is sent again would take the first half apart once more',
    file: 'shared/src/document/commands/split-shot.ts',
    find: "if (readRecord(doc, 'shots', second.shotId) !== null) return false;",
    replace: '',
    tests: COMMANDS,
  },
  {
    why: 'a clip taken out of the cut would come back as its hidden twin',
    file: 'shared/src/document/commands/remove-clip.ts',
    find: 'if (other.shotId === clip.shotId)',
    replace: 'if (other.id === clip.id)',
    tests: COMMANDS,
  },
];
