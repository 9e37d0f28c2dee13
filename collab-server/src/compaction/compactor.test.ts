import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { seededRandom } from '@trashfire/shared/testing/random';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Metrics } from '../metrics.ts';
import { docOf, entryOf, SMALL } from '../testing/log-under-test.ts';
import { createMemoryLog } from '../testing/memory-log.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { randomHistory } from '../testing/random-history.ts';
import { Compactor, type CompactorOptions } from './compactor.ts';
import { contentDigest } from './content-digest.ts';
import { type MergeJob, type MergeOutcome, mergeHistory } from './merge.ts';

const THRESHOLD = { rows: 20, bytes: 1_000_000 };

const NO_REST = { ms: 0, times: 0, rows: 1000 };

/** A store, a node that writes to it, and its compactor, whose merges a test counts, holds up and answers for. */
function world(options: Partial<CompactorOptions> = {}) {
  const time = { now: 0 };
  const store = new MemoryStore({ now: () => time.now, keepMs: 1000 });
  const log = createMemoryLog(store);
  const said: { level: number; msg: string; document?: string }[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void said.push(JSON.parse(line)) });
  const metrics = new Metrics();
  const merges = { jobs: 0, rests: 0, answer: (job: MergeJob): Promise<MergeOutcome> => Promise.resolve(mergeHistory(job)) };
  const merger = {
    merge: (job: MergeJob) => {
      merges.jobs++;
      return merges.answer(job);
    },
    rest: () => {
      merges.rests++;
      return Promise.resolve();
    },
  };
  const compactor = new Compactor(
    { log, logger, metrics, merger },
    { tail: THRESHOLD, rest: NO_REST, policy: SMALL, ...options },
  );
  const random = seededRandom(1);
  const create = () => {
    const name = documentName('episode', random.id());
    store.create(name);
    return name;
  };
  const write = async (name: DocumentName, rows: number, tell = true) => {
    const history = randomHistory(seededRandom(rows + store.get(name).head), rows * 3).rows.slice(0, rows);
    for (const row of history) {
      const [result] = await log.append([entryOf(name, row)]);
      if (tell && result?.state === 'written') compactor.committed(name, result.seq, row.bytes.length);
    }
  };
  return { time, store, log, said, metrics, merges, compactor, create, write };
}

const seqsOf = (store: MemoryStore, name: DocumentName) => store.get(name).snapshots.map(({ seq }) => seq);

it('merges a tail when it has grown long, each document once, and again after as many rows', async () => {
  const { store, compactor, create, write, merges, metrics } = world();
  const name = create();
  await write(name, 19);
  await compactor.idle();
  expect([seqsOf(store, name), merges.jobs]).toEqual([[], 0]);
  await write(name, 1);
  await compactor.idle();
  expect([seqsOf(store, name), merges.jobs]).toEqual([[20], 1]);
  await write(name, 19);
  await compactor.idle();
  expect(merges.jobs).toBe(1);
  await write(name, 1);
  await compactor.idle();
  expect([seqsOf(store, name), merges.jobs, metrics.compactions.value]).toEqual([[20, 40], 2, 2]);
});

it('merges a tail that is heavy, however few its rows', async () => {
  const { store, compactor, create, write } = world({ tail: { rows: 1000, bytes: 100 } });
  const name = create();
  await write(name, 12);
  await compactor.idle();
  expect(seqsOf(store, name)).not.toEqual([]);
});

it('counts what other nodes wrote before it and in between', async () => {
  const { store, compactor, create, write } = world();
  const name = create();
  await write(name, 17, false);
  await write(name, 3);
  await compactor.idle();
  expect(seqsOf(store, name)).toEqual([20]);
  await write(name, 18, false);
  await write(name, 2);
  await compactor.idle();
  expect(seqsOf(store, name)).toEqual([20, 40]);
});

it('asks for no tail that it was told of when the document was read, and merges it when it is long already', async () => {
  const { store, log, compactor, create, write } = world();
  const asked: DocumentName[] = [];
  const tail = log.tail.bind(log);
  log.tail = (document) => {
    asked.push(document);
    return tail(document);
  };
  const [short, long] = [create(), create()];
  await write(short, 10, false);
  await write(long, 25, false);
  compactor.loaded(short, 10, { rows: 10, bytes: 10 });
  await write(short, 9);
  await compactor.idle();
  expect(asked).toEqual([]);
  compactor.loaded(long, 25, { rows: 25, bytes: 25 });
  await write(short, 1);
  await compactor.idle();
  expect([seqsOf(store, short), seqsOf(store, long)]).toEqual([[20], [25]]);
});

it('merges one document after the other, holds each once, and ends its thread when none is left', async () => {
  const { compactor, create, write, merges, store } = world();
  let running = 0;
  let most = 0;
  merges.answer = async (job) => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => setImmediate(resolve));
    running--;
    return mergeHistory(job);
  };
  const names = [create(), create(), create()];
  await Promise.all(names.map((name) => write(name, 25)));
  await compactor.idle();
  expect([most, names.map((name) => seqsOf(store, name).length)]).toEqual([1, [1, 1, 1]]);
  expect(merges.rests).toBeGreaterThan(0);
});

it('says how many wait and how long their tails are, and holds no more than it may', async () => {
  const { compactor, create, write, merges, store } = world({ queued: 2 });
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  merges.answer = async (job) => {
    await held;
    return mergeHistory(job);
  };
  const names = [create(), create(), create()];
  for (const name of names) await write(name, 25);
  expect(compactor.queued).toBe(2);
  expect(compactor.tailRows).toBeGreaterThanOrEqual(40);
  go();
  await compactor.idle();
  expect([compactor.queued, compactor.tailRows]).toEqual([0, 0]);
  const last = names[2] as DocumentName;
  expect(seqsOf(store, last)).toEqual([]);
  await compactor.sweep();
  await compactor.idle();
  expect(seqsOf(store, last)).toEqual([25]);
});

it('R1: finds the longest tails that nobody told it of in one sweep, however many documents there are', async () => {
  const { compactor, create, write, store } = world({ sweepDocuments: 1, queued: 2 });
  const names = Array.from({ length: 12 }, create).sort();
  for (const name of names) await write(name, 5, false);
  const [left, longest] = [names[7] as DocumentName, names[11] as DocumentName];
  await write(left, 20, false);
  await write(longest, 30, false);
  await write(names[3] as DocumentName, 16, false);
  await compactor.sweep();
  await compactor.idle();
  expect(names.filter((name) => seqsOf(store, name).length > 0)).toEqual([left, longest]);
  await compactor.sweep();
  await compactor.idle();
  expect(names.filter((name) => seqsOf(store, name).length > 0)).toEqual([names[3], left, longest]);
});

it('finds old rows that nobody told it of, page by page and over again', async () => {
  const { compactor, create, write, store, time } = world({ sweepDocuments: 2 });
  const names = [create(), create(), create(), create(), create()];
  for (const name of names) await write(name, 25, false);
  await compactor.sweep();
  await compactor.idle();
  expect(names.map((name) => seqsOf(store, name))).toEqual(names.map(() => [25]));
  time.now = 5000;
  for (let n = 0; n < 3; n++) await compactor.sweep();
  await compactor.idle();
  expect(names.map((name) => store.get(name).rows.length)).toEqual(names.map(() => 2));
});

it('R1: keeps nothing that differs, says so without content, and tries again only after as much has been written', async () => {
  const { compactor, create, write, merges, metrics, store, said } = world();
  const name = create();
  merges.answer = (job) => Promise.resolve({ state: 'unequal', seq: job.points[0] ?? 0, what: 'content' });
  await write(name, 20);
  await compactor.idle();
  expect([seqsOf(store, name), merges.jobs, metrics.compactionFailures.value]).toEqual([[], 1, 1]);
  expect(said.filter(({ level }) => level >= 50)).toMatchObject([{ document: name, refused: { what: 'content' } }]);
  await write(name, 19);
  await compactor.sweep();
  await compactor.idle();
  expect(merges.jobs).toBe(1);
  merges.answer = (job) => Promise.resolve(mergeHistory(job));
  await write(name, 1);
  await compactor.idle();
  expect([seqsOf(store, name), merges.jobs]).toEqual([[40], 2]);
});

it('R1: gives nothing up when the old rows cannot be merged, keeps the newest state all the same', async () => {
  const { compactor, create, write, merges, store, time, said } = world();
  const name = create();
  await write(name, 15);
  time.now = 5000;
  merges.answer = (job) => Promise.resolve(job.known === null ? mergeHistory(job) : { state: 'unreadable', error: 'RangeError' });
  await write(name, 5);
  await compactor.idle();
  expect([seqsOf(store, name), store.get(name).rows.length]).toEqual([[20], 20]);
  expect(said.filter(({ level }) => level >= 50)).toMatchObject([{ trimRefused: { state: 'unreadable' } }]);
  const jobs = merges.jobs;
  await compactor.sweep();
  await compactor.idle();
  expect(merges.jobs).toBe(jobs);
});

it('is not stopped by a store that fails or a thread that dies', async () => {
  const { compactor, create, write, merges, store, metrics } = world();
  const [first, second] = [create(), create()];
  merges.answer = () => Promise.reject(new Error('the thread that merges failed'));
  await write(first, 20);
  await compactor.idle();
  expect([seqsOf(store, first), metrics.compactionFailures.value]).toEqual([[], 1]);
  store.pause = (operation) => (operation === 'tail' ? Promise.reject(new Error('no store')) : undefined);
  await write(second, 20);
  await compactor.sweep();
  await compactor.idle();
  store.pause = () => undefined;
  merges.answer = (job) => Promise.resolve(mergeHistory(job));
  await write(first, 4);
  await write(second, 4);
  await compactor.idle();
  expect([seqsOf(store, first), seqsOf(store, second)]).toEqual([[24], [24]]);
});

it('leaves a document to another node that is at it', async () => {
  const { compactor, create, write, log, merges, store } = world();
  const name = create();
  await log.compact(name, async () => {
    await write(name, 20);
    await compactor.idle();
  });
  expect(merges.jobs).toBe(0);
  await compactor.sweep();
  await compactor.idle();
  expect(seqsOf(store, name)).toEqual([20]);
});

it('makes a damaged snapshot again when it is told of it', async () => {
  const { compactor, create, write, log, store, said } = world();
  const name = create();
  for (let n = 0; n < 2; n++) {
    await write(name, 20);
    await compactor.idle();
  }
  const digest = contentDigest(docOf(await log.read(name)));
  store.damageSnapshot(name, 40);
  compactor.damaged(name);
  await compactor.idle();
  expect(await log.read(name)).toMatchObject({ snapshot: { seq: 40 }, damaged: [] });
  expect(contentDigest(docOf(await log.read(name)))).toBe(digest);
  expect(said.filter(({ level }) => level >= 50)).toMatchObject([{ document: name, damaged: [40] }]);
});

it('stops in the middle, keeps nothing of what was under way, and begins nothing more', async () => {
  const { compactor, create, write, merges, store } = world();
  const [first, second] = [create(), create()];
  let broken: (error: Error) => void = () => undefined;
  merges.answer = () =>
    new Promise((_, reject) => {
      broken = reject;
    });
  await write(first, 20);
  await write(second, 20);
  const closed = compactor.close();
  broken(new Error('the thread that merges ended'));
  await closed;
  await write(first, 40);
  compactor.damaged(first);
  await compactor.idle();
  expect([seqsOf(store, first), seqsOf(store, second), merges.jobs]).toEqual([[], [], 1]);
});

it('forgets a document that was deleted while it waited', async () => {
  const { compactor, create, write, merges, store } = world();
  const name = create();
  await write(name, 19);
  await compactor.idle();
  await write(name, 1);
  store.delete(name);
  await compactor.idle();
  expect(merges.jobs).toBe(0);
});

it('R7: leaves a document alone for a while after a merge, however busy its room, until the tail is very long', async () => {
  const { store, compactor, create, write, merges } = world({ rest: { ms: 3_600_000, times: 0, rows: 200 } });
  const name = create();
  await write(name, 40);
  await compactor.idle();
  expect(merges.jobs).toBe(1);
  await write(name, 100);
  await compactor.idle();
  expect(merges.jobs).toBe(1);
  await write(name, 110);
  await compactor.idle();
  expect(merges.jobs).toBeGreaterThan(1);
  expect(store.get(name).head).toBe(250);
});
