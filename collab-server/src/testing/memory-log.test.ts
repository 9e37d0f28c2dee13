import { documentName } from '@trashfire/shared/document/names';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import { compactionAcceptance } from './compaction-acceptance.ts';
import type { LogUnderTest } from './log-under-test.ts';
import { createMemoryLog } from './memory-log.ts';
import { MemoryStore } from './memory-store.ts';
import { updateLogAcceptance } from './update-log-acceptance.ts';

function underTest(): Promise<LogUnderTest> {
  const random = seededRandom(1);
  const store = new MemoryStore({ now: () => 1e12 });
  const done = Promise.resolve();
  return Promise.resolve({
    here: createMemoryLog(store),
    there: createMemoryLog(store),
    of: (schemaVersion) => createMemoryLog(store, schemaVersion),
    create: (kind = 'episode') => {
      const name = documentName(kind, random.id());
      store.create(name);
      return Promise.resolve(name);
    },
    remove: (document) => {
      store.delete(document);
      return done;
    },
    replace: (document) => {
      store.get(document).epoch++;
      return done;
    },
    age: (document, seq) => {
      for (const row of store.get(document).rows) if (row.seq <= seq) row.at = 0;
      return done;
    },
    damage: (document, seq) => {
      store.damageSnapshot(document, seq);
      return done;
    },
    snapshots: (document) => Promise.resolve(store.get(document).snapshots.map(({ seq }) => seq)),
    authors: (document) => Promise.resolve([...store.get(document).spans.values()]),
    pin: (document, seq) => {
      store.get(document).pins.add(seq);
      return done;
    },
  });
}

updateLogAcceptance(underTest);
compactionAcceptance(underTest);

const NAME = documentName('episode', '0123456789AB');
const AUTHOR = { kind: 'person' as const, id: 'ines', runId: null, step: null };
const entry = (byte: number) => ({
  document: NAME,
  bytes: new Uint8Array([byte]),
  author: AUTHOR,
  writeKey: null,
  clientIds: [],
});

function nodes() {
  const store = new MemoryStore({ now: () => 0 });
  store.create(NAME);
  return { store, here: createMemoryLog(store), there: createMemoryLog(store) };
}

it('fails the appends it is told to, before anything is written or after', async () => {
  const { store, here } = nodes();
  store.failNextAppends();
  store.loseNextAnswer();
  await expect(here.append([entry(1)])).rejects.toThrow('refused');
  await expect(here.append([entry(2)])).rejects.toThrow('after commit');
  await here.append([entry(3)]);
  expect(store.get(NAME).rows.map((row) => row.bytes[0])).toEqual([2, 3]);
});

it('does at once what is not held up, in the order of the calls', () => {
  const { store, here, there } = nodes();
  void there.append([entry(1)]);
  void here.append([entry(2)]);
  expect(store.get(NAME).rows.map((row) => row.bytes[0])).toEqual([1, 2]);
});

it('never does what a node that crashed was still waiting for, and keeps what was committed', async () => {
  const { store, here, there } = nodes();
  await here.append([entry(1)]);
  let release: () => void = () => undefined;
  store.pause = (operation) => (operation === 'append' ? new Promise((resolve) => (release = resolve)) : undefined);
  const told: string[] = [];
  const heard = (who: string) => () => told.push(who);
  void here.append([entry(2)]).then(heard('the crashed node'), heard('the crashed node'));
  const releaseHere = release;
  const other = there.append([entry(3)]).then(heard('the other'));
  here.crash();
  releaseHere();
  release();
  await other;
  void here.read(NAME).then(heard('the crashed node'), heard('the crashed node'));
  expect((await there.read(NAME))?.rows.map((row) => row.bytes[0])).toEqual([1, 3]);
  expect(told).toEqual(['the other']);
});

it('lets another node compact what a crashed one was at, of which nothing appears', async () => {
  const { store, here, there } = nodes();
  await here.append([entry(1)]);
  let goOn: () => void = () => undefined;
  const snapshot = { seq: 1, bytes: new Uint8Array(), stateVector: new Uint8Array(), sha256: '' };
  const crashed = here.compact(NAME, async (turn) => {
    await turn.store({ snapshots: [snapshot], trimTo: null, authors: [] });
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  });
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(await there.compact(NAME, () => Promise.resolve('mine'))).toBe('busy');
  here.crash();
  expect(await there.compact(NAME, () => Promise.resolve('mine'))).toBe('mine');
  goOn();
  await crashed;
  expect(store.get(NAME).snapshots).toEqual([]);
});
