import type { Mutant } from './mutant.ts';

const COMMANDS = ['shared/src/document/commands/board-commands.test.ts'];
const MOVES = ['shared/src/document/commands/move-scene.test.ts'];
const PICTURES = ['tests/api/pictures.integration.test.ts'];
const SENDING = ['client/src/features/storyboard/model/send-picture.test.ts'];

/** What keeps a board whole while people edit it, and what people bring to it harmless. */
export const BOARD_MUTANTS: readonly Mutant[] = [
  {
    why: 'B3: several shots would be moved with one among them that is locked',
    file: 'shared/src/document/commands/move-shots.ts',
    find: 'for (const id of moved) refuseLockedShot(doc, id);',
    replace: '',
    tests: COMMANDS,
  },
  {
    why: 'B6: shots that are moved together would leave their clips where they were',
    file: 'shared/src/document/commands/move-shots.ts',
    find: '    moveClipsOf(doc, moved);\n',
    replace: '',
    tests: COMMANDS,
  },
  {
    why: 'T10: a scene that moves would take clips along that somebody locked',
    file: 'shared/src/document/moves/follow-story.ts',
    find: 'if (isCutLocked(doc)) return [];\n  const stood',
    replace: 'const stood',
    tests: MOVES,
  },
  {
    why: 'B3: a scene that moves would take the clip of a locked shot along',
    file: 'shared/src/document/moves/follow-story.ts',
    find: 'if (lock !== null || clip === undefined) continue;',
    replace: 'if (clip === undefined) continue;',
    tests: MOVES,
  },
  {
    why: 'C2: two shots that are together longer than one clip would lose frames',
    file: 'shared/src/document/commands/merge-shots.ts',
    find: 'else if (own.duration + other.duration > LONGEST_CLIP)',
    replace: 'else if (own.duration > LONGEST_CLIP)',
    tests: COMMANDS,
  },
  {
    why: 'B3: a locked shot would be edited all the same',
    file: 'shared/src/document/shot-lock.ts',
    find: 'if (lock === null) return;',
    replace: 'if (lock !== undefined) return;',
    tests: COMMANDS,
  },
  {
    why: 'B3: the length of a locked shot would change through its clip',
    file: 'shared/src/document/shot-lock.ts',
    find: 'if (clip !== null && clip.gap !== true) refuseLockedShot(doc, clip.shotId);',
    replace: '',
    tests: COMMANDS,
  },
  {
    why: 'B3: a scene that is boarded anew would take a locked shot away',
    file: 'shared/src/document/commands/board-scene.ts',
    find: 'for (const shot of gone) refuseLockedShot(doc, shot.id);',
    replace: '',
    tests: COMMANDS,
  },
  {
    why: 'B2: two shots with another between them would be made one, in an order nobody sees',
    file: 'shared/src/document/commands/merge-shots.ts',
    find: 'if (siblings[siblings.indexOf(id) + 1] !== next)',
    replace: 'if (siblings.length === 0)',
    tests: COMMANDS,
  },
  {
    why: 'B2: a shot merged out of the cut would take the length of both with it',
    file: 'shared/src/document/commands/merge-shots.ts',
    find: "if (own === undefined) patchRecord(doc, 'clips', other.id, { shotId: id });",
    replace: 'if (own === undefined) return;',
    tests: COMMANDS,
  },
  {
    why: 'B5: of several shots those before the locked one would be changed',
    file: 'shared/src/document/commands/update-shots.ts',
    find: 'for (const { id } of there) refuseLockedShot(doc, id);',
    replace: '',
    tests: COMMANDS,
  },
  {
    why: 'a picture cut in the middle would become an asset that nobody can draw',
    file: 'api/src/features/assets/check-picture.ts',
    find: 'if (!(await whole(file, header)))',
    replace: 'if ((await whole(file, header)) === null)',
    tests: PICTURES,
  },
  {
    why: 'a file would be kept under the hash of another',
    file: 'api/src/features/assets/pictures.ts',
    find: "if (createHash('sha256').update(file).digest('hex') !== hash)",
    replace: 'if (file.length === 0)',
    tests: PICTURES,
  },
  {
    why: 'giving up an upload would take away an asset of the team',
    file: 'api/src/features/assets/upload-parts.ts',
    find: 'if (!kept.has(hash)) await',
    replace: 'await',
    tests: PICTURES,
  },
  {
    why: 'what was sent of an upload that goes on would be let go of',
    file: 'api/src/features/assets/upload-parts.ts',
    find: 'where: { createdAt: { lt: before } }',
    replace: 'where: {}',
    tests: PICTURES,
  },
  {
    why: 'a worker would be handed what is no picture of the team',
    file: 'api/src/features/render/worker-service.ts',
    find: 'if (hash === undefined) return null;',
    replace: 'return null;',
    tests: PICTURES,
  },
  {
    why: 'a broken line would begin the whole file anew',
    file: 'client/src/features/storyboard/model/send-picture.ts',
    find: 'if (url == null) continue;',
    replace: '',
    tests: SENDING,
  },
  {
    why: 'what will never be a picture would be sent six times',
    file: 'client/src/features/storyboard/model/send-picture.ts',
    find: '|| !GOES_ON.has(asAppError(error).code)',
    replace: '',
    tests: SENDING,
  },
  {
    why: 'a held D would fill the board with copies',
    file: 'client/src/features/storyboard/model/board-keys.ts',
    find: 'event.repeat && !REPEATS.has(action)',
    replace: 'event.repeat && action.length === 0',
    tests: ['client/src/features/storyboard/model/board-keys.test.ts'],
  },
  {
    why: 'the edge of a picture would be seen while the camera pans over it',
    file: 'render-worker/src/engines/own-picture/engine.ts',
    find: 'coverScale(image, frame) * spare * shift.zoom',
    replace: 'coverScale(image, frame) * shift.zoom',
    tests: ['render-worker/src/engines/own-picture/engine.test.ts'],
  },
  {
    why: 'B3: locking several shots would take over what somebody else has locked',
    file: 'shared/src/document/commands/lock-shots.ts',
    find: 'there.filter((shot) => shot.lock === null)',
    replace: 'there',
    tests: ['shared/src/document/commands/board-commands.test.ts'],
  },
];
