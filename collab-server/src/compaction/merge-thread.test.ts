import { seededRandom } from '@trashfire/shared/testing/random';
import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { randomHistory } from '../testing/random-history.ts';
import { type MergeJob, mergeHistory } from './merge.ts';
import { MergeThread } from './merge-thread.ts';

const threads: MergeThread[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.rest();
});

function thread(limits: Partial<{ ms: number; heapMiB: number }> = {}): MergeThread {
  const made = new MergeThread({ ms: 20_000, heapMiB: 512, ...limits });
  threads.push(made);
  return made;
}

function job(seed: number, edits: number): MergeJob {
  const { rows } = randomHistory(seededRandom(seed), edits);
  return { start: null, rows, points: [Math.ceil(rows.length / 2), rows.length], known: [] };
}

/** A list of maps, which takes about a hundred times its bytes of memory. */
function heavyJob(): MergeJob {
  const { rows } = randomHistory(seededRandom(9), 3);
  const author = { kind: 'person' as const, id: 'ines', runId: null, step: null };
  const doc = new Y.Doc();
  const list = doc.getArray<Y.Map<number>>('list');
  doc.transact(() => list.push(Array.from({ length: 200_000 }, (_, n) => new Y.Map([['n', n]]))));
  const row = { seq: rows.length + 1, bytes: Y.encodeStateAsUpdate(doc), author, at: 0 };
  return { start: null, rows: [...rows, row], points: [row.seq], known: null };
}

it('says the same as merging in place, job after job, and leaves the bytes with whoever asked', async () => {
  const merger = thread();
  for (const seed of [1, 2, 3]) {
    const wanted = job(seed, 60);
    const outcome = await merger.merge(wanted);
    expect(outcome).toEqual(mergeHistory(wanted));
    expect(wanted.rows.every((row) => row.bytes.length > 0)).toBe(true);
    const state = outcome.state === 'merged' ? outcome.snapshots.at(-1) : undefined;
    if (state === undefined) throw new Error(outcome.state);
    const next = { start: state.bytes, rows: [], points: [state.seq], known: null };
    expect(await merger.merge(next)).toEqual(mergeHistory(next));
  }
});

it('takes rows out of a buffer that others use, and leaves it to them', async () => {
  const wanted = job(4, 30);
  const shared = Buffer.concat(wanted.rows.map((row) => row.bytes));
  let at = 0;
  const rows = wanted.rows.map((row) => {
    at += row.bytes.length;
    return { ...row, bytes: shared.subarray(at - row.bytes.length, at) };
  });
  expect(await thread().merge({ ...wanted, rows })).toEqual(mergeHistory(wanted));
  expect(shared.length).toBe(at);
});

it('R7: gives up a merge that takes too long, and does the next', async () => {
  const merger = thread({ ms: 1 });
  await expect(merger.merge(job(5, 400))).rejects.toThrow('longer than 1 ms');
  await expect(merger.merge(job(5, 400))).rejects.toThrow('longer than 1 ms');
  expect(await thread().merge(job(6, 20))).toMatchObject({ state: 'merged' });
});

it('R7: a merge that needs more memory than it may have ends the thread and nothing else', async () => {
  const merger = thread({ heapMiB: 24 });
  await expect(merger.merge(heavyJob())).rejects.toThrow('thread that merges failed');
  expect(await merger.merge(job(7, 20))).toMatchObject({ state: 'merged' });
});

it('rests: what is under way rejects, and the next job has a thread again', async () => {
  const merger = thread();
  const broken = merger.merge(job(8, 400));
  await Promise.all([merger.rest(), expect(broken).rejects.toThrow('ended')]);
  expect(await merger.merge(job(8, 20))).toMatchObject({ state: 'merged' });
  await merger.rest();
  await merger.rest();
});
