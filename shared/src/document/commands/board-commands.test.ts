import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aCastMember, aHash, aNewShot } from '../../testing/builders.ts';
import { countOf } from '../../testing/counts.ts';
import { contentOf, createNetwork, type Network } from '../../testing/network.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { clipsInCut, shotsOfScene, storyOrder } from '../board.ts';
import { Clip } from '../schema.ts';
import { isShotClip, timelineOf, VIDEO_TRACK_ID } from '../timeline.ts';
import { collectionMap, invalidRecords, patchRecord, readRecord, readRecords } from '../ydoc.ts';
import { addShot } from './add-shot.ts';
import { boardScene } from './board-scene.ts';
import { runCommand } from './command.ts';
import { duplicateShot } from './duplicate-shot.ts';
import { lockShots } from './lock-shots.ts';
import { mergeShots } from './merge-shots.ts';
import { moveClip } from './move-clip.ts';
import { moveShot } from './move-shot.ts';
import { moveShots } from './move-shots.ts';
import { removeClip } from './remove-clip.ts';
import { removeShot } from './remove-shot.ts';
import { removeShots } from './remove-shots.ts';
import { rollEdit } from './roll-edit.ts';
import { setClipDuration } from './set-clip-duration.ts';
import { setTrack } from './set-track.ts';
import { splitShot } from './split-shot.ts';
import { unlockShots } from './unlock-shots.ts';
import { updateShot } from './update-shot.ts';
import { updateShots } from './update-shots.ts';

const SEEDS = countOf('seeds of edits of the board, undone and at once', { usual: 25, long: 2_000 });
const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);
const LONGEST_CLIP = Clip.shape.duration.maxValue ?? 0;
const NAO = { personId: 'nao', name: 'Nao', reason: 'approved' };

const cutOf = (doc: Y.Doc) => timelineOf({ shots: readRecords(doc, 'shots'), clips: readRecords(doc, 'clips') });

/** One scene of some shots with lines, all in the cut. */
function boarded(doc: Y.Doc, random: Random, count = random.int(3, 6)): { sceneId: string; shotIds: string[] } {
  const sceneId = random.id();
  const shots = Array.from({ length: count }, (_, i) => {
    const { sceneId: _scene, ...shot } = aNewShot(random, { lines: [random.id(), random.id()], action: `Beat ${i}.` });
    return shot;
  });
  const clips = shots.map(({ id: shotId }) => ({ id: random.id(), shotId, duration: random.int(8, 120) }));
  runCommand(doc, boardScene, { sceneId, shots, clips }, 'setup');
  return { sceneId, shotIds: shots.map(({ id }) => id) };
}

/** Tries an edit as a person would; what is refused changes nothing. */
type Edit = (doc: Y.Doc, random: Random, origin: unknown) => void;

const EDITS: Readonly<Record<string, Edit>> = {
  split(doc, random, origin) {
    const long = cutOf(doc)
      .clips.filter(isShotClip)
      .filter(({ duration }) => duration >= 8);
    if (long.length === 0) return;
    const { shotId, duration } = random.pick(long);
    const lines = (readRecord(doc, 'shots', shotId)?.lines ?? []).filter(() => random.chance(0.5));
    const second = { shotId: random.id(), clipId: random.id() };
    runCommand(doc, splitShot, { id: shotId, at: random.int(4, duration - 4), lines, second }, origin);
  },
  merge(doc, random, origin) {
    const shots = readRecords(doc, 'shots');
    if (shots.length === 0) return;
    const siblings = shotsOfScene(doc, random.pick(shots).sceneId).map(({ id }) => id);
    const at = random.int(0, siblings.length - 1);
    const [id, next] = [siblings[at], siblings[at + 1]];
    if (id !== undefined && next !== undefined) runCommand(doc, mergeShots, { id, next }, origin);
  },
  lock(doc, random, origin) {
    const shots = readRecords(doc, 'shots');
    if (shots.length > 0) runCommand(doc, lockShots, { ids: [random.pick(shots).id], lock: NAO }, origin);
  },
  unlock(doc, random, origin) {
    const locked = readRecords(doc, 'shots').filter(({ lock }) => lock !== null);
    if (locked.length > 0) runCommand(doc, unlockShots, { ids: [random.pick(locked).id] }, origin);
  },
  update(doc, random, origin) {
    const ids = readRecords(doc, 'shots').flatMap(({ id }) => (random.chance(0.4) ? [id] : []));
    const patch = random.pick([{ lens: 85 }, { notes: 'mind the lamp' }, { ownPicture: aHash(random) }, { ownPicture: null }]);
    if (ids.length > 0) runCommand(doc, updateShots, { ids, patch }, origin);
  },
  remove(doc, random, origin) {
    const ids = readRecords(doc, 'shots').flatMap(({ id }) => (random.chance(0.2) ? [id] : []));
    if (ids.length > 0) runCommand(doc, removeShots, { ids }, origin);
  },
  move(doc, random, origin) {
    const shots = readRecords(doc, 'shots');
    if (shots.length === 0) return;
    const { id } = random.pick(shots);
    const { sceneId, id: before } = random.pick(shots);
    runCommand(doc, moveShot, { id, sceneId, before }, origin);
  },
  moveSeveral(doc, random, origin) {
    const shots = readRecords(doc, 'shots');
    const ids = shots.flatMap(({ id }) => (random.chance(0.3) ? [id] : []));
    if (ids.length === 0) return;
    const { sceneId, id: before } = random.pick(shots);
    runCommand(doc, moveShots, { ids, sceneId, before: random.chance(0.2) ? null : before }, origin);
  },
};
const NAMES = Object.keys(EDITS);

/** @returns whether it went through. */
function attempt(edit: Edit | undefined, doc: Y.Doc, random: Random, origin: unknown): boolean {
  const before = JSON.stringify(sorted(contentOf(doc)));
  try {
    edit?.(doc, random, origin);
    return true;
  } catch (error) {
    // [C2]
    expect(JSON.stringify(sorted(contentOf(doc)))).toBe(before);
    expect(error).toMatchObject({ code: 'conflict' });
    return false;
  }
}

function checkBoard(doc: Y.Doc): void {
  for (const name of ['shots', 'clips', 'tracks'] as const) expect(invalidRecords(doc, name)).toEqual([]);
  const { clips, frames } = cutOf(doc);
  expect(clips.reduce((sum, { duration }) => sum + duration, 0)).toBe(frames);
  expect(new Set(clips.map(({ shotId }) => shotId)).size).toBe(clips.length);
}

describe('one person’s edits', () => {
  it.each(seeds)('leave a valid board, and undone one by one everything is as it was (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const doc = new Y.Doc();
    boarded(doc, random);
    boarded(doc, random);
    const scope = (['shots', 'clips'] as const).map((name) => collectionMap(doc, name));
    const undo = new Y.UndoManager(scope, { doc, trackedOrigins: new Set(['me']), captureTimeout: 0 });
    const states = [JSON.stringify(sorted(contentOf(doc)))];
    for (let step = 0; step < 30; step++) {
      const steps = undo.undoStack.length;
      attempt(EDITS[random.pick(NAMES)], doc, random, 'me');
      checkBoard(doc);
      if (undo.undoStack.length > steps) states.push(JSON.stringify(sorted(contentOf(doc))));
    }
    for (const state of states.slice(0, -1).reverse()) {
      undo.undo();
      expect(JSON.stringify(sorted(contentOf(doc)))).toBe(state);
    }
  });

  it.each(seeds)('[B2] a split that is merged again gives the shot back, its lines, action and length (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const doc = new Y.Doc();
    boarded(doc, random);
    const { shotId, duration } = random.pick(cutOf(doc).clips.filter(isShotClip));
    const before = readRecord(doc, 'shots', shotId);
    const frames = cutOf(doc).frames;
    const second = { shotId: random.id(), clipId: random.id() };
    const lines = before?.lines.slice(random.int(0, 2)) ?? [];
    runCommand(doc, splitShot, { id: shotId, at: random.int(4, duration - 4), lines, second }, 'x');
    expect(cutOf(doc).frames).toBe(frames);
    runCommand(doc, mergeShots, { id: shotId, next: second.shotId }, 'x');
    expect(readRecord(doc, 'shots', shotId)).toEqual(before);
    expect(cutOf(doc).clips.find((clip) => clip.shotId === shotId)?.duration).toBe(duration);
    expect(cutOf(doc).frames).toBe(frames);
  });
});

describe('move-shots', () => {
  it.each(seeds)(
    '[B6] puts shots and clips where moving each by itself puts them, and again changes nothing (seed %i)',
    (seed) => {
      const random = seededRandom(seed + 40_000);
      const doc = new Y.Doc();
      const scenes = [boarded(doc, random), boarded(doc, random)];
      const single = new Y.Doc();
      Y.applyUpdate(single, Y.encodeStateAsUpdate(doc));
      const [from, to] = [random.pick(scenes), random.pick(scenes)];
      const ids = from.shotIds.filter(() => random.chance(0.6));
      const before = random.pick([...to.shotIds.filter((id) => !ids.includes(id)), null]);
      if (ids.length === 0) return;
      const args = { ids: ids.toReversed(), sceneId: to.sceneId, before };
      const stood = JSON.stringify(shotsOfScene(doc, to.sceneId).map(({ id }) => id));
      const count = runCommand(doc, moveShots, args, 'x');
      const stands = JSON.stringify(shotsOfScene(doc, to.sceneId).map(({ id }) => id));
      expect(count).toBe(stood === stands ? 0 : ids.length);
      for (const id of storyOrder(single).filter((one) => ids.includes(one)))
        runCommand(single, moveShot, { id, sceneId: to.sceneId, before }, 'x');
      for (const { sceneId } of scenes)
        expect(shotsOfScene(doc, sceneId).map(({ id }) => id)).toEqual(shotsOfScene(single, sceneId).map(({ id }) => id));
      expect(cutOf(doc).clips.map(({ id }) => id)).toEqual(cutOf(single).clips.map(({ id }) => id));
      const state = Y.encodeStateVector(doc);
      expect(runCommand(doc, moveShots, args, 'x')).toBe(0);
      expect(Y.encodeStateVector(doc)).toEqual(state);
    },
  );

  it('[B6] in front of one that goes along means in front of the next that stays; those that are gone are left out', () => {
    const random = seededRandom(41);
    const doc = new Y.Doc();
    const { sceneId, shotIds } = boarded(doc, random, 4);
    const [a = '', b = '', c = '', d = ''] = shotIds;
    const ids = () => shotsOfScene(doc, sceneId).map(({ id }) => id);
    expect(runCommand(doc, moveShots, { ids: [a, c, random.id()], sceneId, before: c }, 'x')).toBe(2);
    expect(ids()).toEqual([b, a, c, d]);
    expect(() => runCommand(doc, moveShots, { ids: [random.id()], sceneId, before: null }, 'x')).toThrow(/no longer there/);
    runCommand(doc, setTrack, { id: VIDEO_TRACK_ID, patch: { locked: true } }, 'x');
    const before = JSON.stringify(contentOf(doc));
    expect(() => runCommand(doc, moveShots, { ids: [a, b], sceneId, before: null }, 'x')).toThrow(/picture track is locked/);
    expect(JSON.stringify(contentOf(doc))).toBe(before);
  });
});

let network: Network | null = null;
afterEach(() => network?.destroy());

describe('[R2] two people at once', () => {
  it.each(seeds)('end with one valid board (seed %i)', (seed) => {
    const random = seededRandom(seed + 20_000);
    network = createNetwork(random, 2);
    const [a, b] = network.docs;
    if (a === undefined || b === undefined) throw new Error('a network has peers');
    boarded(a, random);
    boarded(a, random);
    network.settle();
    for (let round = 0; round < 12; round++) {
      for (const doc of [a, b]) attempt(EDITS[random.pick(NAMES)], doc, random, 'peer');
      if (random.chance(0.4)) network.settle();
    }
    network.settle();
    expect(contentOf(b)).toEqual(contentOf(a));
    checkBoard(a);
    checkBoard(b);
  });

  it('keeps what the other types in a shot while it is split', () => {
    const random = seededRandom(3);
    network = createNetwork(random, 2);
    const [a, b] = network.docs;
    if (a === undefined || b === undefined) throw new Error('a network has peers');
    const [id = ''] = boarded(a, random).shotIds;
    network.settle();
    const second = { shotId: random.id(), clipId: random.id() };
    runCommand(a, splitShot, { id, at: 4, lines: [], second }, 'a');
    runCommand(b, updateShot, { id, patch: { action: 'She turns.', lens: 85 } }, 'b');
    network.settle();
    for (const doc of [a, b]) {
      expect(readRecord(doc, 'shots', id)).toMatchObject({ action: 'She turns.', lens: 85 });
      expect(readRecord(doc, 'shots', second.shotId)).toMatchObject({ action: 'Beat 0.' });
    }
  });
});

describe('merge-shots', () => {
  const random = seededRandom(21);

  it('[B2] joins lines, action, notes and cast, adds the lengths, and keeps the first one’s picture', () => {
    const doc = new Y.Doc();
    const { sceneId, shotIds } = boarded(doc, random, 3);
    const [id = '', next = '', last = ''] = shotIds;
    const [mira, jonas] = [aCastMember(random, random.id()), aCastMember(random, random.id())];
    runCommand(doc, updateShot, { id, patch: { ownPicture: 'a'.repeat(64), cast: [mira], notes: 'wide' } }, 'x');
    runCommand(doc, updateShot, { id: next, patch: { ownPicture: 'b'.repeat(64), cast: [mira, jonas], notes: 'close' } }, 'x');
    const [one, two] = [readRecord(doc, 'shots', id), readRecord(doc, 'shots', next)];
    const frames = cutOf(doc).clips.map(({ duration }) => duration);
    expect(runCommand(doc, mergeShots, { id, next }, 'x')).toBe(true);
    expect(shotsOfScene(doc, sceneId).map((shot) => shot.id)).toEqual([id, last]);
    expect(readRecord(doc, 'shots', id)).toEqual({
      ...one,
      lines: [...(one?.lines ?? []), ...(two?.lines ?? [])],
      action: 'Beat 0.\nBeat 1.',
      notes: 'wide\nclose',
      cast: [mira, jonas],
    });
    expect(cutOf(doc).clips.map(({ duration }) => duration)).toEqual([(frames[0] ?? 0) + (frames[1] ?? 0), frames[2]]);
    // [C3]
    const before = Y.encodeStateVector(doc);
    expect(runCommand(doc, mergeShots, { id, next }, 'x')).toBe(false);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('takes the clip of the second where the first is not in the cut', () => {
    const doc = new Y.Doc();
    const [id = '', next = ''] = boarded(doc, random, 3).shotIds;
    const [own, other] = clipsInCut(doc);
    runCommand(doc, removeClip, { id: own?.id ?? '' }, 'x');
    runCommand(doc, mergeShots, { id, next }, 'x');
    expect(cutOf(doc).clips[0]).toMatchObject({ id: other?.id, shotId: id, duration: other?.duration });
  });

  it('[C2] is refused where one clip could not be as long as the two', () => {
    const doc = new Y.Doc();
    const [id = '', next = ''] = boarded(doc, random, 3).shotIds;
    const [own, other] = clipsInCut(doc);
    runCommand(doc, setClipDuration, { id: own?.id ?? '', duration: LONGEST_CLIP - (other?.duration ?? 0) + 1 }, 'x');
    const before = JSON.stringify(contentOf(doc));
    expect(() => runCommand(doc, mergeShots, { id, next }, 'x')).toThrow(/longer than one clip can be/);
    expect(JSON.stringify(contentOf(doc))).toBe(before);
    runCommand(doc, setClipDuration, { id: own?.id ?? '', duration: LONGEST_CLIP - (other?.duration ?? 0) }, 'x');
    expect(runCommand(doc, mergeShots, { id, next }, 'x')).toBe(true);
    expect(cutOf(doc).clips[0]?.duration).toBe(LONGEST_CLIP);
  });

  it('[C2] is refused, with the reason, for shots that do not follow one another, a full one, and a locked cut', () => {
    const doc = new Y.Doc();
    const [a = '', b = '', c = ''] = boarded(doc, random, 3).shotIds;
    runCommand(doc, updateShot, { id: c, patch: { lines: Array.from({ length: 39 }, () => random.id()) } }, 'x');
    const before = JSON.stringify(contentOf(doc));
    const merge = (id: string, next: string) => () => runCommand(doc, mergeShots, { id, next }, 'x');
    expect(merge(a, c)).toThrow(/no longer follow one another/);
    expect(merge(b, a)).toThrow(/no longer follow one another/);
    expect(merge(random.id(), a)).toThrow(/no longer there/);
    expect(merge(b, c)).toThrow(/more lines than one shot can hold/);
    expect(JSON.stringify(contentOf(doc))).toBe(before);
    runCommand(doc, setTrack, { id: VIDEO_TRACK_ID, patch: { locked: true } }, 'x');
    expect(merge(a, b)).toThrow(/picture track is locked/);
    expect(readRecord(doc, 'shots', b)).not.toBeNull();
  });
});

describe('[B3] a locked shot', () => {
  it('refuses every edit, whoever makes it, and says who locked it and why; unlocked it can be edited again', () => {
    const random = seededRandom(22);
    const doc = new Y.Doc();
    const { sceneId, shotIds } = boarded(doc, random, 4);
    const [before = '', id = '', after = ''] = shotIds;
    const clips = clipsInCut(doc).map((clip) => clip.id);
    expect(runCommand(doc, lockShots, { ids: [id], lock: NAO }, 'x')).toBe(1);
    expect(runCommand(doc, lockShots, { ids: [id], lock: NAO }, 'x')).toBe(0);
    const second = { shotId: random.id(), clipId: random.id() };
    const content = JSON.stringify(contentOf(doc));
    const edits = [
      () => runCommand(doc, updateShot, { id, patch: { action: 'She turns.' } }, 'x'),
      () => runCommand(doc, updateShots, { ids: [before, id], patch: { lens: 35 } }, 'x'),
      () => runCommand(doc, moveShot, { id, sceneId, before: null }, 'x'),
      () => runCommand(doc, moveShots, { ids: [before, id], sceneId, before: null }, 'x'),
      () => runCommand(doc, splitShot, { id, at: 4, lines: [], second }, 'x'),
      () => runCommand(doc, mergeShots, { id, next: after }, 'x'),
      () => runCommand(doc, mergeShots, { id: before, next: id }, 'x'),
      () => runCommand(doc, removeShot, { id }, 'x'),
      () => runCommand(doc, removeShots, { ids: [before, id] }, 'x'),
      () => runCommand(doc, boardScene, { sceneId, shots: [], clips: [] }, 'x'),
      () => runCommand(doc, setClipDuration, { id: clips[1] ?? '', duration: 9 }, 'x'),
      () => runCommand(doc, rollEdit, { left: clips[0] ?? '', right: clips[1] ?? '', duration: 9 }, 'x'),
      () => runCommand(doc, rollEdit, { left: clips[1] ?? '', right: clips[2] ?? '', duration: 9 }, 'x'),
      () => runCommand(doc, moveClip, { id: clips[1] ?? '', before: null }, 'x'),
      () => runCommand(doc, removeClip, { id: clips[1] ?? '' }, 'x'),
      () => runCommand(doc, lockShots, { ids: [id], lock: { personId: 'mira', name: 'Mira', reason: 'mine' } }, 'x'),
    ];
    for (const edit of edits)
      expect(edit).toThrow(/^Nao locked this shot \(“approved”\), so it stays as it is. Unlock it first.$/);
    expect(JSON.stringify(contentOf(doc))).toBe(content);
    // What is beside it goes on, and a copy is not locked.
    const copy = { shotId: random.id(), clipId: random.id(), seed: 1 };
    runCommand(doc, duplicateShot, { id, copy }, 'x');
    expect(readRecord(doc, 'shots', copy.shotId)).toMatchObject({ lock: null });
    runCommand(doc, addShot, { shot: aNewShot(random, { sceneId }), before: id, clip: null }, 'x');
    expect(runCommand(doc, unlockShots, { ids: [id] }, 'x')).toBe(1);
    expect(runCommand(doc, unlockShots, { ids: [id] }, 'x')).toBe(0);
    for (const edit of edits.slice(0, 3)) expect(edit).not.toThrow();
  });

  it('says what to do of one that is gone', () => {
    const [doc, id] = [new Y.Doc(), seededRandom(1).id()];
    expect(() => runCommand(doc, lockShots, { ids: [id], lock: NAO }, 'x')).toThrow(/no longer there/);
    expect(() => runCommand(doc, unlockShots, { ids: [id] }, 'x')).toThrow(/no longer there/);
  });
});

describe('[B5] several shots', () => {
  it('are locked and unlocked together, each as one step of undo; what is locked already stays as it is', () => {
    const random = seededRandom(29);
    const doc = new Y.Doc();
    const { shotIds } = boarded(doc, random, 3);
    const [a = '', b = '', c = ''] = shotIds;
    const mira = { personId: 'mira', name: 'Mira', reason: 'mine' };
    const undo = new Y.UndoManager(doc, { trackedOrigins: new Set(['x']), captureTimeout: 0 });
    const names = () => shotIds.map((id) => readRecord(doc, 'shots', id)?.lock?.name ?? null);
    runCommand(doc, lockShots, { ids: [b], lock: mira }, 'y');
    expect(runCommand(doc, lockShots, { ids: [a, b, c, random.id()], lock: NAO }, 'x')).toBe(2);
    expect(names()).toEqual(['Nao', 'Mira', 'Nao']);
    expect(() => runCommand(doc, lockShots, { ids: [b], lock: NAO }, 'x')).toThrow(/^Mira locked this shot/);
    expect(runCommand(doc, unlockShots, { ids: [a, b, c, random.id()] }, 'x')).toBe(3);
    expect(names()).toEqual([null, null, null]);
    undo.undo();
    expect(names()).toEqual(['Nao', 'Mira', 'Nao']);
    undo.undo();
    expect(names()).toEqual([null, 'Mira', null]);
    expect(undo.undoStack).toEqual([]);
  });

  it('are changed and removed together; those that are gone are left out', () => {
    const random = seededRandom(23);
    const doc = new Y.Doc();
    const { shotIds } = boarded(doc, random, 4);
    const [a = '', b = '', c = '', d = ''] = shotIds;
    runCommand(doc, updateShots, { ids: [a, c, random.id()], patch: { lens: 50, angle: 'low' } }, 'x');
    expect(shotIds.map((id) => readRecord(doc, 'shots', id)?.lens === 50)).toEqual([true, false, true, false]);
    expect(() => runCommand(doc, updateShots, { ids: [random.id()], patch: { lens: 50 } }, 'x')).toThrow(/no longer there/);
    expect(runCommand(doc, removeShots, { ids: [b, d, random.id()] }, 'x')).toBe(2);
    expect(
      readRecords(doc, 'shots')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([a, c].toSorted());
    expect(
      readRecords(doc, 'clips')
        .map(({ shotId }) => shotId)
        .toSorted(),
    ).toEqual([a, c].toSorted());
    expect(patchRecord(doc, 'shots', b, { lens: 1000 })).toBe(false);
  });
});

/** The same value with its keys in order: what a person sees does not depend on which key was written first. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sorted(field)]),
  );
}
