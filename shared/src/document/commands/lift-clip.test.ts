import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { contentOf, createNetwork, type Network } from '../../testing/network.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { shotsOfScene } from '../board.ts';
import { Clip } from '../schema.ts';
import { isShotClip, timelineOf } from '../timeline.ts';
import { collectionMap, invalidRecords, patchRecord, readRecord, readRecords } from '../ydoc.ts';
import { boardScene } from './board-scene.ts';
import { runCommand } from './command.ts';
import { liftClip } from './lift-clip.ts';
import { lockShots } from './lock-shots.ts';
import { mergeShots } from './merge-shots.ts';
import { moveClip } from './move-clip.ts';
import { putClips } from './put-clips.ts';
import { removeClip } from './remove-clip.ts';
import { removeShot } from './remove-shot.ts';
import { removeShots } from './remove-shots.ts';
import { rollEdit } from './roll-edit.ts';
import { setClipDuration } from './set-clip-duration.ts';
import { splitShot } from './split-shot.ts';

const cutOf = (doc: Y.Doc) => timelineOf({ shots: readRecords(doc, 'shots'), clips: readRecords(doc, 'clips') });

/** A scene of five shots, all in the cut. */
function boarded(doc: Y.Doc, random: Random): { sceneId: string; shotIds: string[] } {
  const sceneId = random.id();
  const shots = Array.from({ length: 5 }, () => {
    const { sceneId: _, ...shot } = aNewShot(random);
    return shot;
  });
  const clips = shots.map(({ id: shotId }) => ({ id: random.id(), shotId, duration: random.int(8, 120) }));
  runCommand(doc, boardScene, { sceneId, shots, clips }, 'setup');
  return { sceneId, shotIds: shots.map(({ id }) => id) };
}

let network: Network | null = null;
afterEach(() => network?.destroy());

describe('[T13] a clip lifted out of the cut', () => {
  const random = seededRandom(15);
  const lifted = () => {
    const doc = new Y.Doc();
    const board = boarded(doc, random);
    const [first, clip, third] = cutOf(doc).clips.filter(isShotClip);
    if (first === undefined || clip === undefined || third === undefined) throw new Error('three clips');
    return { doc, board, first, clip, third, before: cutOf(doc) };
  };

  it('leaves a gap as long as it, takes nothing else along, and stays on the board', () => {
    const { doc, board, clip, before } = lifted();
    expect(runCommand(doc, liftClip, { id: clip.id }, 'x')).toBe(true);
    expect(cutOf(doc).clips.map(({ start, end }) => [start, end])).toEqual(before.clips.map(({ start, end }) => [start, end]));
    expect(cutOf(doc).clips[1]).toEqual({ ...clip, shotId: null });
    expect(cutOf(doc).unclipped).toEqual([clip.shotId]);
    expect(shotsOfScene(doc, board.sceneId).map(({ id }) => id)).toEqual(board.shotIds);
    const state = Y.encodeStateVector(doc);
    expect(runCommand(doc, liftClip, { id: clip.id }, 'x')).toBe(false);
    expect(runCommand(doc, liftClip, { id: random.id() }, 'x')).toBe(false);
    expect(Y.encodeStateVector(doc)).toEqual(state);
  });

  it('leaves no clip of its shot that was hidden behind it', () => {
    const { doc, clip } = lifted();
    const twin = new Y.Map(Object.entries({ ...readRecord(doc, 'clips', clip.id), id: 'ZZZZZZZZZZZZ' }));
    doc.transact(() => collectionMap(doc, 'clips').set('ZZZZZZZZZZZZ', twin));
    runCommand(doc, liftClip, { id: clip.id }, 'x');
    expect(cutOf(doc).unclipped).toEqual([clip.shotId]);
  });

  it('the gap is trimmed, rolled, moved and closed as a clip is', () => {
    const { doc, first, clip, third, before } = lifted();
    runCommand(doc, liftClip, { id: clip.id }, 'x');
    runCommand(doc, setClipDuration, { id: clip.id, duration: clip.duration + 10 }, 'x');
    expect(cutOf(doc).frames).toBe(before.frames + 10);
    runCommand(doc, rollEdit, { left: first.id, right: clip.id, duration: first.duration + 2 }, 'x');
    expect(
      cutOf(doc)
        .clips.slice(0, 2)
        .map(({ duration }) => duration),
    ).toEqual([first.duration + 2, clip.duration + 8]);
    runCommand(doc, moveClip, { id: clip.id, before: first.id }, 'x');
    expect(cutOf(doc).clips[0]).toMatchObject({ id: clip.id, shotId: null });
    expect(runCommand(doc, removeClip, { id: clip.id }, 'x')).toBe(true);
    expect(cutOf(doc).clips[1]?.id).toBe(third.id);
    expect(cutOf(doc).frames).toBe(before.frames - clip.duration + 2);
  });

  it('[T14] put back it takes its gap again, also where that was moved; closed, it goes where the story has it', () => {
    const { doc, clip, before } = lifted();
    const put = () => runCommand(doc, putClips, { clips: [{ id: random.id(), shotId: clip.shotId, duration: 9 }] }, 'x');
    runCommand(doc, liftClip, { id: clip.id }, 'x');
    runCommand(doc, moveClip, { id: clip.id, before: null }, 'x');
    expect(put()).toBe(1);
    expect(put()).toBe(0);
    expect(cutOf(doc).clips.at(-1)).toMatchObject({ id: clip.id, shotId: clip.shotId, duration: clip.duration });
    expect(cutOf(doc).frames).toBe(before.frames);
    runCommand(doc, liftClip, { id: clip.id }, 'x');
    runCommand(doc, removeClip, { id: clip.id }, 'x');
    expect(put()).toBe(1);
    expect(cutOf(doc).clips[1]).toMatchObject({ shotId: clip.shotId, duration: 9 });
  });

  it('the gap stays when its shot is removed or locked or put elsewhere, and is closed alone', () => {
    const { doc, first, clip, third, before } = lifted();
    runCommand(doc, liftClip, { id: clip.id }, 'x');
    const lock = { personId: 'nao', name: 'Nao', reason: '' };
    runCommand(doc, lockShots, { ids: [clip.shotId], lock }, 'x');
    runCommand(doc, setClipDuration, { id: clip.id, duration: clip.duration }, 'x');
    patchRecord(doc, 'shots', clip.shotId, { lock: null });
    runCommand(doc, liftClip, { id: first.id }, 'x');
    runCommand(doc, liftClip, { id: third.id }, 'x');
    runCommand(doc, removeShots, { ids: [clip.shotId] }, 'x');
    runCommand(doc, removeShot, { id: first.shotId }, 'x');
    expect(cutOf(doc).frames).toBe(before.frames);
    // As two people leave it of whom one lifted a clip that the other had put twice.
    const again = new Y.Map(Object.entries({ ...readRecord(doc, 'clips', third.id), id: 'ZZZZZZZZZZZZ', gap: false }));
    doc.transact(() => collectionMap(doc, 'clips').set('ZZZZZZZZZZZZ', again));
    runCommand(doc, removeClip, { id: third.id }, 'x');
    expect(cutOf(doc).clips.some(({ id }) => id === 'ZZZZZZZZZZZZ')).toBe(true);
    expect(cutOf(doc).frames).toBe(before.frames);
    const gaps = cutOf(doc).clips.filter((one) => !isShotClip(one));
    runCommand(doc, removeClip, { id: 'ZZZZZZZZZZZZ' }, 'x');
    expect(cutOf(doc).clips.filter((one) => !isShotClip(one)).length).toBe(gaps.length);
  });

  it('[B3] is refused while its shot is locked', () => {
    const { doc, clip } = lifted();
    runCommand(doc, lockShots, { ids: [clip.shotId], lock: { personId: 'nao', name: 'Nao', reason: 'approved' } }, 'x');
    const before = Y.encodeStateVector(doc);
    expect(() => runCommand(doc, liftClip, { id: clip.id }, 'x')).toThrow(/Nao locked this shot/);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it.each(['trim', 'move', 'split', 'merge', 'lift', 'ripple'] as const)('[R2] meets another person’s %s', (other) => {
    network = createNetwork(random, 2);
    const [a, b] = network.docs;
    if (a === undefined || b === undefined) throw new Error('a network has peers');
    const { sceneId } = boarded(a, random);
    network.settle();
    const [clip, next] = cutOf(a).clips.filter(isShotClip);
    if (clip === undefined || next === undefined) throw new Error('two clips');
    const { frames } = cutOf(a);
    runCommand(a, liftClip, { id: clip.id }, 'a');
    const second = { shotId: random.id(), clipId: random.id() };
    const edits = {
      trim: () => void runCommand(b, setClipDuration, { id: clip.id, duration: clip.duration + 5 }, 'b'),
      move: () => void runCommand(b, moveClip, { id: clip.id, before: null }, 'b'),
      split: () => void runCommand(b, splitShot, { id: clip.shotId, at: 4, lines: [], second }, 'b'),
      merge: () => void runCommand(b, mergeShots, { id: clip.shotId, next: next.shotId }, 'b'),
      lift: () => void runCommand(b, liftClip, { id: clip.id }, 'b'),
      ripple: () => void runCommand(b, removeClip, { id: clip.id }, 'b'),
    };
    edits[other]();
    network.settle();
    expect(contentOf(b)).toEqual(contentOf(a));
    expect(cutOf(b)).toEqual(cutOf(a));
    expect(invalidRecords(a, 'clips')).toEqual([]);
    const gap = cutOf(a).clips.find(({ id }) => id === clip.id);
    const lengths = {
      trim: frames + 5,
      move: frames,
      split: frames,
      merge: frames,
      lift: frames,
      ripple: frames - clip.duration,
    };
    expect(cutOf(a).frames).toBe(lengths[other]);
    expect(gap?.shotId).toBe(other === 'ripple' ? undefined : null);
    if (other === 'trim') expect(gap?.duration).toBe(clip.duration + 5);
    if (other === 'move') expect(cutOf(a).clips.at(-1)?.id).toBe(clip.id);
    if (other === 'split') expect(cutOf(a).clips[1]).toMatchObject({ shotId: second.shotId });
    if (other === 'merge') expect(shotsOfScene(a, sceneId).some(({ id }) => id === next.shotId)).toBe(false);
  });

  it('[M5] a program that knows no gaps reads the clip with its shot, edits it, and keeps the gap', () => {
    const { doc, clip } = lifted();
    runCommand(doc, liftClip, { id: clip.id }, 'x');
    const record = collectionMap(doc, 'clips').get(clip.id);
    const older = Clip.omit({ gap: true }).parse(record?.toJSON());
    expect(older).toMatchObject({ shotId: clip.shotId, duration: clip.duration });
    // What that program writes: the fields it knows, where they differ.
    doc.transact(() => record?.set('duration', older.duration + 3));
    expect(cutOf(doc).clips[1]).toMatchObject({ id: clip.id, shotId: null, duration: clip.duration + 3 });
  });

  it('writes nothing about gaps with a trim, which would win over another person’s lift', () => {
    const { doc, clip } = lifted();
    runCommand(doc, setClipDuration, { id: clip.id, duration: 77 }, 'x');
    expect(collectionMap(doc, 'clips').get(clip.id)?.has('gap')).toBe(false);
  });
});
