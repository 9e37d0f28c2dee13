import type { Mutant } from './mutant.ts';

const LIFT = ['shared/src/document/commands/lift-clip.test.ts'];
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
    find: 'removeClipsOf(doc, clip.shotId);',
    replace: "removeRecord(doc, 'clips', id);",
    tests: COMMANDS,
  },
  {
    why: 'T13: what stands behind a lifted clip would move up',
    file: 'shared/src/document/timeline.ts',
    find: 'trackId === VIDEO_TRACK_ID && (gap === true || shotIds.has(shotId))',
    replace: 'trackId === VIDEO_TRACK_ID && gap !== true && shotIds.has(shotId)',
    tests: LIFT,
  },
  {
    why: 'a lifted clip would show its hidden twin somewhere else in the cut',
    file: 'shared/src/document/commands/lift-clip.ts',
    find: 'removeClipsOf(doc, clip.shotId, id);',
    replace: '',
    tests: LIFT,
  },
  {
    why: 'B3: a locked shot would be lifted',
    file: 'shared/src/document/commands/lift-clip.ts',
    find: 'refuseLockedClip(doc, id);',
    replace: '',
    tests: LIFT,
  },
  {
    why: 'T13: removing a shot from the board would close the gap it left in the cut',
    file: 'shared/src/document/board.ts',
    find: 'return gap !== true && shotIds.has(shotId);',
    replace: 'return shotIds.has(shotId);',
    tests: LIFT,
  },
  {
    why: 'T13: closing one gap would take every clip of its shot along',
    file: 'shared/src/document/commands/remove-clip.ts',
    find: "if (clip.gap === true) return removeRecord(doc, 'clips', id);",
    replace: '',
    tests: LIFT,
  },
  {
    why: 'T14: a shot put back would stand beside its gap, and everything behind would move',
    file: 'shared/src/document/board.ts',
    find: 'if (gap !== undefined) {',
    replace: "if (gap?.id === '') {",
    tests: LIFT,
  },
  {
    why: 'a trim would write that a clip is no gap, and win over the lift of another person',
    file: 'shared/src/document/schema.ts',
    find: 'gap: z.boolean().optional(),',
    replace: 'gap: z.boolean().default(false),',
    tests: LIFT,
  },
  {
    why: 'T13: a gap would be no frames of the film',
    file: 'shared/src/render/cut.ts',
    find: ': { gap: true, frames: part.frames },',
    replace: ': { gap: true, frames: 1 },',
    tests: ['shared/src/render/plan.test.ts'],
  },
  {
    why: 'T13: the bed and the music would go on under black',
    file: 'render-worker/src/media/mix.ts',
    find: 'span.ambience === null ? Math.max(0, gate - gateStep) :',
    replace: 'span.ambience === null ? gate :',
    tests: ['render-worker/src/media/assemble.test.ts'],
  },
  {
    why: 'where no shot is chosen a key would be done to the first gap of the cut',
    file: 'client/src/features/timeline/model/chosen-clip.ts',
    find: 'return shotId === null ? null : (clips.find((clip) => clip.shotId === shotId) ?? null);',
    replace: 'return clips.find((clip) => clip.shotId === shotId) ?? null;',
    tests: ['client/src/features/timeline/model/chosen-clip.test.ts'],
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
