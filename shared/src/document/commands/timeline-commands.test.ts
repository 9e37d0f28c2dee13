import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { countOf } from '../../testing/counts.ts';
import { contentOf, createNetwork, type Network } from '../../testing/network.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { clipsInCut, shotsOfScene } from '../board.ts';
import { isShotClip, timelineOf, VIDEO_TRACK_ID } from '../timeline.ts';
import { MARKER_COLORS } from '../vocabulary.ts';
import { collectionMap, invalidRecords, readRecord, readRecords } from '../ydoc.ts';
import { addMarker } from './add-marker.ts';
import { addShot } from './add-shot.ts';
import { boardScene } from './board-scene.ts';
import { runCommand } from './command.ts';
import { duplicateShot } from './duplicate-shot.ts';
import { liftClip } from './lift-clip.ts';
import { moveClip } from './move-clip.ts';
import { moveShot } from './move-shot.ts';
import { putClips } from './put-clips.ts';
import { removeClip } from './remove-clip.ts';
import { removeMarker } from './remove-marker.ts';
import { removeShot } from './remove-shot.ts';
import { rollEdit } from './roll-edit.ts';
import { setClipDuration } from './set-clip-duration.ts';
import { setTrack } from './set-track.ts';
import { splitShot } from './split-shot.ts';
import { updateMarker } from './update-marker.ts';

const SEEDS = countOf('seeds of timeline edits, undone and at once', { usual: 25, long: 2_000 });
const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);

const cutOf = (doc: Y.Doc) => timelineOf({ shots: readRecords(doc, 'shots'), clips: readRecords(doc, 'clips') });
const lengthsOf = (doc: Y.Doc) => cutOf(doc).clips.map(({ duration }) => duration);

/** Two scenes of some shots with lines, all in the cut. */
function boarded(doc: Y.Doc, random: Random): { sceneId: string; shotIds: string[] } {
  // Scenes without a heading stand in the order of their ids.
  const scenes = [random.id(), random.id()].sort().map((sceneId) => {
    const shots = Array.from({ length: random.int(2, 6) }, () => {
      const { sceneId: _, ...shot } = aNewShot(random, { lines: [random.id(), random.id()] });
      return shot;
    });
    const clips = shots.map(({ id: shotId }) => ({ id: random.id(), shotId, duration: random.int(8, 120) }));
    runCommand(doc, boardScene, { sceneId, shots, clips }, 'setup');
    return { sceneId, shotIds: shots.map(({ id }) => id) };
  });
  return scenes[0] ?? { sceneId: '', shotIds: [] };
}

/** What the edit promises of the cut's length. */
type Promised = (before: number) => number;
type Edit = (doc: Y.Doc, random: Random, origin: unknown) => Promised | null;
const same: Promised = (before) => before;

const EDITS: Readonly<Record<string, Edit>> = {
  roll(doc, random, origin) {
    const { clips } = cutOf(doc);
    const at = random.int(0, Math.max(0, clips.length - 2));
    const [left, right] = [clips[at], clips[at + 1]];
    if (left === undefined || right === undefined) return null;
    runCommand(doc, rollEdit, { left: left.id, right: right.id, duration: random.int(1, 300) }, origin);
    return same;
  },
  trim(doc, random, origin) {
    const { clips } = cutOf(doc);
    if (clips.length === 0) return null;
    const { id, duration: old } = random.pick(clips);
    const duration = random.int(4, 300);
    runCommand(doc, setClipDuration, { id, duration }, origin);
    return (before) => before - old + duration;
  },
  split(doc, random, origin) {
    const long = cutOf(doc)
      .clips.filter(isShotClip)
      .filter(({ duration }) => duration >= 8);
    if (long.length === 0) return null;
    const clip = random.pick(long);
    const lines = (readRecord(doc, 'shots', clip.shotId)?.lines ?? []).filter(() => random.chance(0.5));
    const second = { shotId: random.id(), clipId: random.id() };
    runCommand(doc, splitShot, { id: clip.shotId, at: random.int(4, clip.duration - 4), lines, second }, origin);
    return same;
  },
  duplicate(doc, random, origin) {
    const shots = readRecords(doc, 'shots');
    if (shots.length === 0) return null;
    const { id } = random.pick(shots);
    const added = cutOf(doc).clips.find(({ shotId }) => shotId === id)?.duration ?? 0;
    runCommand(doc, duplicateShot, { id, copy: { shotId: random.id(), clipId: random.id(), seed: 1 } }, origin);
    return (before) => before + added;
  },
  remove(doc, random, origin) {
    const { clips } = cutOf(doc);
    if (clips.length < 2) return null;
    const { id, duration } = random.pick(clips);
    runCommand(doc, removeClip, { id }, origin);
    return (before) => before - duration;
  },
  lift(doc, random, origin) {
    const before = cutOf(doc);
    const clips = before.clips.filter(isShotClip);
    if (clips.length < 2) return null;
    const { id, shotId } = random.pick(clips);
    runCommand(doc, liftClip, { id }, origin);
    const after = before.clips.map((clip) => (clip.id === id ? { ...clip, shotId: null } : clip));
    expect(cutOf(doc)).toMatchObject({ clips: after, frames: before.frames });
    expect(cutOf(doc).unclipped).toContain(shotId);
    return same;
  },
  put(doc, random, origin) {
    const [shotId] = cutOf(doc).unclipped;
    if (shotId === undefined) return null;
    const duration = random.int(4, 99);
    const fills = readRecords(doc, 'clips').some((clip) => clip.gap === true && clip.shotId === shotId);
    runCommand(doc, putClips, { clips: [{ id: random.id(), shotId, duration }] }, origin);
    return (before) => before + (fills ? 0 : duration);
  },
  move(doc, random, origin) {
    const { clips } = cutOf(doc);
    if (clips.length === 0) return null;
    runCommand(doc, moveClip, { id: random.pick(clips).id, before: random.pick(clips).id }, origin);
    return same;
  },
  mark(doc, random, origin) {
    const [old] = random.shuffle(readRecords(doc, 'markers'));
    const color = random.pick(MARKER_COLORS);
    if (old === undefined || random.chance(0.5))
      runCommand(doc, addMarker, { marker: { id: random.id(), frame: random.int(0, 500), name: '', color } }, origin);
    else if (random.chance(0.3)) runCommand(doc, removeMarker, { id: old.id }, origin);
    else runCommand(doc, updateMarker, { id: old.id, patch: { name: 'here', color } }, origin);
    return same;
  },
};
const NAMES = Object.keys(EDITS);

/** Clips follow one another from frame 0 on, each of a shot of its own. */
function checkCut(doc: Y.Doc): void {
  const { clips, frames } = cutOf(doc);
  let end = 0;
  for (const clip of clips) {
    expect(clip).toMatchObject({ start: end, end: end + clip.duration });
    end = clip.end;
  }
  expect(frames).toBe(end);
  const shots = clips.filter(isShotClip).map(({ shotId }) => shotId);
  expect(new Set(shots).size).toBe(shots.length);
  for (const name of ['shots', 'clips', 'markers'] as const) expect(invalidRecords(doc, name)).toEqual([]);
}

describe('one person’s edits', () => {
  it.each(seeds)('keep the cut whole and as long as promised; undone, everything is as it was (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const doc = new Y.Doc();
    boarded(doc, random);
    const scope = (['shots', 'clips', 'markers'] as const).map((name) => collectionMap(doc, name));
    const undo = new Y.UndoManager(scope, { doc, trackedOrigins: new Set(['me']), captureTimeout: 0 });
    const states = [JSON.stringify(sorted(contentOf(doc)))];
    for (let step = 0; step < 30; step++) {
      const before = cutOf(doc).frames;
      const steps = undo.undoStack.length;
      const promised = EDITS[random.pick(NAMES)]?.(doc, random, 'me') ?? null;
      checkCut(doc);
      if (promised === null) continue;
      expect(cutOf(doc).frames).toBe(promised(before));
      // One that changes nothing, such as a trim to the same length, is no step.
      if (undo.undoStack.length > steps) states.push(JSON.stringify(sorted(contentOf(doc))));
    }
    const last = states.at(-1);
    for (const state of states.slice(0, -1).reverse()) {
      undo.undo();
      expect(JSON.stringify(sorted(contentOf(doc)))).toBe(state);
    }
    while (undo.redoStack.length > 0) undo.redo();
    expect(JSON.stringify(sorted(contentOf(doc)))).toBe(last);
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

let network: Network | null = null;
afterEach(() => network?.destroy());

describe('[R2] two people at once', () => {
  it.each(seeds)('end with one cut without gap or overlap (seed %i)', (seed) => {
    const random = seededRandom(seed + 10_000);
    network = createNetwork(random, 2);
    const [a, b] = network.docs;
    if (a === undefined || b === undefined) throw new Error('a network has peers');
    boarded(a, random);
    network.settle();
    for (let round = 0; round < 12; round++) {
      for (const doc of [a, b]) EDITS[random.pick(NAMES)]?.(doc, random, 'peer');
      if (random.chance(0.4)) network.settle();
    }
    network.settle();
    expect(contentOf(b)).toEqual(contentOf(a));
    expect(cutOf(b)).toEqual(cutOf(a));
    checkCut(a);
  });
});

describe('split-shot', () => {
  const random = seededRandom(11);

  it('[T9] makes two shots of one: the same picture, the lines shared out, one behind the other on board and in the cut', () => {
    const doc = new Y.Doc();
    const { sceneId, shotIds } = boarded(doc, random);
    const [id = '', next = ''] = shotIds;
    const shot = readRecord(doc, 'shots', id);
    const clip = clipsInCut(doc)[0];
    const [stays = '', goes = ''] = shot?.lines ?? [];
    const second = { shotId: random.id(), clipId: random.id() };
    const args = { id, at: 5, lines: [goes, random.id()], second };
    expect(runCommand(doc, splitShot, args, 'x')).toBe(true);
    expect(shotsOfScene(doc, sceneId).map((one) => one.id)).toEqual([id, second.shotId, ...shotIds.slice(1)]);
    expect(
      cutOf(doc)
        .clips.slice(0, 3)
        .map(({ shotId }) => shotId),
    ).toEqual([id, second.shotId, next]);
    expect(lengthsOf(doc).slice(0, 2)).toEqual([5, (clip?.duration ?? 0) - 5]);
    const [first, copy] = [readRecord(doc, 'shots', id), readRecord(doc, 'shots', second.shotId)];
    expect(first?.lines).toEqual([stays]);
    expect(copy).toEqual({ ...shot, id: second.shotId, order: copy?.order, lines: [goes] });

    const before = Y.encodeStateVector(doc);
    expect(runCommand(doc, splitShot, args, 'x')).toBe(false);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('[C2] is refused, with the reason, where a half would be too short, and for what is not in the cut', () => {
    const doc = new Y.Doc();
    const [id = ''] = boarded(doc, random).shotIds;
    const clip = clipsInCut(doc)[0];
    const second = { shotId: random.id(), clipId: random.id() };
    const before = Y.encodeStateVector(doc);
    const split = (at: number) => () => runCommand(doc, splitShot, { id, at, lines: [], second }, 'x');
    expect(split(3)).toThrow(/needs 4 frames/);
    expect(split((clip?.duration ?? 0) - 3)).toThrow(/needs 4 frames/);
    expect(Y.encodeStateVector(doc)).toEqual(before);
    runCommand(doc, removeClip, { id: clip?.id ?? '' }, 'x');
    expect(split(4)).toThrow(/not in the cut/);
    expect(() => runCommand(doc, splitShot, { id: random.id(), at: 4, lines: [], second }, 'x')).toThrow(/no longer there/);
  });
});

describe('roll-edit', () => {
  const random = seededRandom(12);

  it('[C3] repeated changes nothing, and is refused for clips that do not follow one another', () => {
    const doc = new Y.Doc();
    boarded(doc, random);
    const [a, b, c] = clipsInCut(doc);
    const args = { left: a?.id ?? '', right: b?.id ?? '', duration: 6 };
    runCommand(doc, rollEdit, args, 'x');
    expect(lengthsOf(doc).slice(0, 2)).toEqual([6, (a?.duration ?? 0) + (b?.duration ?? 0) - 6]);
    const before = Y.encodeStateVector(doc);
    runCommand(doc, rollEdit, args, 'x');
    expect(() => runCommand(doc, rollEdit, { ...args, right: c?.id ?? '' }, 'x')).toThrow(/no longer follow/);
    expect(() => runCommand(doc, rollEdit, { ...args, right: random.id() }, 'x')).toThrow(/no longer in the cut/);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });
});

describe('out of the cut and back', () => {
  const random = seededRandom(13);

  it('a removed clip leaves its shot on the board, with none hidden behind it; put back it stands where the story has it', () => {
    const doc = new Y.Doc();
    const { sceneId, shotIds } = boarded(doc, random);
    const clip = clipsInCut(doc)[1];
    // As two people leave it who put one shot into the cut at the same moment.
    const twin = new Y.Map(Object.entries({ ...readRecord(doc, 'clips', clip?.id ?? ''), id: 'ZZZZZZZZZZZZ' }));
    doc.transact(() => collectionMap(doc, 'clips').set('ZZZZZZZZZZZZ', twin));
    const story = cutOf(doc).clips.map(({ shotId }) => shotId);
    expect(runCommand(doc, removeClip, { id: clip?.id ?? '' }, 'x')).toBe(true);
    expect(runCommand(doc, removeClip, { id: clip?.id ?? '' }, 'x')).toBe(false);
    expect(cutOf(doc).unclipped).toEqual([clip?.shotId]);
    expect(shotsOfScene(doc, sceneId).map(({ id }) => id)).toEqual(shotIds);
    const args = { clips: [{ id: random.id(), shotId: clip?.shotId ?? '', duration: 30 }] };
    expect(runCommand(doc, putClips, args, 'x')).toBe(1);
    expect(runCommand(doc, putClips, args, 'x')).toBe(0);
    expect(cutOf(doc).clips.map(({ shotId }) => shotId)).toEqual(story);
  });

  it('a copy has no lines and stands behind its shot; one of a shot that is not in the cut is not in it either', () => {
    const doc = new Y.Doc();
    const [a = '', b = ''] = boarded(doc, random).shotIds;
    const copy = { shotId: random.id(), clipId: random.id(), seed: 7 };
    expect(runCommand(doc, duplicateShot, { id: a, copy }, 'x')).toBe(true);
    expect(runCommand(doc, duplicateShot, { id: a, copy }, 'x')).toBe(false);
    expect(
      cutOf(doc)
        .clips.slice(0, 3)
        .map(({ shotId }) => shotId),
    ).toEqual([a, copy.shotId, b]);
    expect(readRecord(doc, 'shots', copy.shotId)).toMatchObject({ lines: [], seed: 7 });
    runCommand(doc, removeClip, { id: clipsInCut(doc)[0]?.id ?? '' }, 'x');
    const other = { shotId: random.id(), clipId: random.id(), seed: 8 };
    runCommand(doc, duplicateShot, { id: a, copy: other }, 'x');
    expect(cutOf(doc).unclipped.toSorted()).toEqual([a, other.shotId].toSorted());
  });
});

describe('[T10] a locked picture track', () => {
  it('refuses every edit of the cut, changes nothing and says why; what does not touch the cut goes on', () => {
    const random = seededRandom(14);
    const doc = new Y.Doc();
    const { sceneId, shotIds } = boarded(doc, random);
    const [id = ''] = shotIds;
    const [a, b] = clipsInCut(doc).map((clip) => clip.id);
    const second = { shotId: random.id(), clipId: random.id() };
    const shot = aNewShot(random, { sceneId });
    const put = { id: random.id(), shotId: id, duration: 9 };
    runCommand(doc, setTrack, { id: VIDEO_TRACK_ID, patch: { locked: true } }, 'x');
    const before = JSON.stringify(contentOf(doc));
    const edits = [
      () => runCommand(doc, setClipDuration, { id: a ?? '', duration: 9 }, 'x'),
      () => runCommand(doc, rollEdit, { left: a ?? '', right: b ?? '', duration: 9 }, 'x'),
      () => runCommand(doc, moveClip, { id: a ?? '', before: null }, 'x'),
      () => runCommand(doc, splitShot, { id, at: 4, lines: [], second }, 'x'),
      () => runCommand(doc, duplicateShot, { id, copy: { ...second, seed: 1 } }, 'x'),
      () => runCommand(doc, removeClip, { id: a ?? '' }, 'x'),
      () => runCommand(doc, liftClip, { id: a ?? '' }, 'x'),
      () => runCommand(doc, putClips, { clips: [put] }, 'x'),
      () => runCommand(doc, removeShot, { id }, 'x'),
      () => runCommand(doc, moveShot, { id, sceneId, before: null }, 'x'),
      () => runCommand(doc, addShot, { shot, before: null, clip: { id: random.id(), duration: 9 } }, 'x'),
      () => runCommand(doc, boardScene, { sceneId, shots: [], clips: [] }, 'x'),
    ];
    for (const edit of edits) expect(edit).toThrow(/picture track is locked/);
    expect(JSON.stringify(contentOf(doc))).toBe(before);
    expect(runCommand(doc, addShot, { shot, before: null, clip: null }, 'x')).toBe(true);
    expect(runCommand(doc, removeShot, { id: shot.id }, 'x')).toBe(true);
    runCommand(doc, setTrack, { id: VIDEO_TRACK_ID, patch: { locked: false } }, 'x');
    for (const edit of edits.slice(0, 3)) expect(edit).not.toThrow();
  });

  it('says so of a track that no episode has', () => {
    const doc = new Y.Doc();
    expect(() => runCommand(doc, setTrack, { id: seededRandom(1).id(), patch: { muted: true } }, 'x')).toThrow(/no longer there/);
  });
});
