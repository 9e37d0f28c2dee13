import type { Mutant } from './mutant.ts';

const COMMANDS = ['shared/src/document/commands/timeline-commands.test.ts'];

/** What keeps a cut whole while people edit it. */
export const TIMELINE_MUTANTS: readonly Mutant[] = [
  {
    why: 'a locked cut would be edited all the same',
    file: 'shared/src/document/track-lock.ts',
    find: 'if (!isCutLocked(doc)) return;',
    replace: 'return;',
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
  {
    why: 'a split would leave with the first half what is said after the cut',
    file: 'shared/src/document/timeline-edits.ts',
    find: 'startFrame * fps.edit >= at * fps.plan',
    replace: 'startFrame * fps.edit > at * fps.edit',
    tests: ['shared/src/document/timeline-edits.test.ts'],
  },
  {
    why: 'a person whose program is newer would vanish from the room while they drag',
    file: 'shared/src/realtime/presence.ts',
    find: 'drag: PresenceDrag.nullable().optional().catch(undefined)',
    replace: 'drag: PresenceDrag.nullable().optional()',
    tests: ['client/src/collab/presence.test.ts'],
  },
  {
    why: 'a held L would run away at eight times the speed',
    file: 'client/src/features/timeline/model/key-map.ts',
    find: 'REPEATS.has(action);',
    replace: 'REPEATS.size > 0;',
    tests: ['client/src/features/timeline/model/key-map.test.ts'],
  },
  {
    why: 'a drag that Escape gave up would be written when the hand lets go',
    file: 'client/src/features/timeline/model/gesture.ts',
    find: `  cancel(): void {
    this.#press = null;
    this.#drag = null;`,
    replace: '  cancel(): void {',
    tests: ['client/src/features/timeline/model/gesture.test.ts'],
  },
  {
    why: 'what somebody muted would be heard in the film',
    file: 'client/src/features/timeline/model/rows.ts',
    find: `heard.has('dialogue') && heard.has('effects')`,
    replace: `heard.has('dialogue') || heard.has('effects')`,
    tests: ['client/src/features/timeline/model/rows.test.ts'],
  },
];
