import { documentName } from '@trashfire/shared/document/names';
import { eventually } from '@trashfire/shared/testing/eventually';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { CommitQueue } from './commit-queue.ts';
import { Metrics } from './metrics.ts';
import type { StoredDocument, UpdateLog } from './ports/update-log.ts';
import { RoomRegistry } from './room-registry.ts';
import { Turns } from './turns.ts';

const NAME = documentName('episode', '0123456789AB');

/** A store of one document whose reads the test can break. */
function world(damaged: number[] = []) {
  const stored: StoredDocument = { team: 't', epoch: 1, schemaVersion: 1, snapshot: null, rows: [], head: 0, damaged };
  const state = { reads: 0, fails: false };
  const log: UpdateLog = {
    read: () => {
      state.reads++;
      return state.fails ? Promise.reject(new Error('no store')) : Promise.resolve(stored);
    },
    readRange: () => Promise.resolve([]),
    append: () => Promise.reject(new Error('not used')),
    hasWriteKey: () => Promise.resolve(false),
    heads: () => Promise.resolve(new Map([[NAME, { seq: 0, epoch: 1, schemaVersion: 1 }]])),
  };
  const [logger, metrics] = [pino({ level: 'silent' }), new Metrics()];
  const commits = new CommitQueue({ log, logger, metrics, pace: () => 0, onCommitted: () => undefined });
  return {
    state,
    registry: new RoomRegistry({ log, logger, metrics, commits, pace: () => 0, turns: new Turns() }, { idleMs: 5 }),
  };
}

async function opened(registry: RoomRegistry) {
  const result = await registry.open(NAME);
  if (result.state !== 'open') throw new Error(result.state);
  return result.room;
}

it('loads a document once for all who ask at the same moment', async () => {
  const { registry, state } = world();
  const rooms = await Promise.all(Array.from({ length: 20 }, () => opened(registry)));
  expect(new Set(rooms).size).toBe(1);
  expect([state.reads, rooms[0]?.pins]).toEqual([1, 20]);
});

it('tries again after a load that failed', async () => {
  const { registry, state } = world();
  state.fails = true;
  await expect(registry.open(NAME)).rejects.toThrow('no store');
  state.fails = false;
  await opened(registry);
  expect(state.reads).toBe(2);
});

it('unloads a room nobody holds, and not one that somebody took again in time', async () => {
  const { registry, state } = world();
  const room = await opened(registry);
  registry.release(room);
  expect(await opened(registry)).toBe(room);
  registry.release(room);
  await eventually('unloaded', () => registry.size === 0);
  expect(await opened(registry)).not.toBe(room);
  expect(state.reads).toBe(2);
});

it('tells that a snapshot is damaged, so that another is made', async () => {
  for (const damaged of [[], [7]]) {
    const { registry } = world(damaged);
    const told: string[] = [];
    registry.onDamaged = (document) => told.push(document);
    await opened(registry);
    expect(told).toEqual(damaged.map(() => NAME));
  }
});
