import { documentName } from '@trashfire/shared/document/names';
import { eventually } from '@trashfire/shared/testing/eventually';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { CommitQueue } from './commit-queue.ts';
import { Metrics } from './metrics.ts';
import type { LogRow, StoredDocument, UpdateLog } from './ports/update-log.ts';
import { RoomRegistry } from './room-registry.ts';

const NAME = documentName('episode', '0123456789AB');

/** A store of one document whose reads the test can hold up and break. */
function world(rows: LogRow[] = []) {
  const stored: StoredDocument = { team: 't', epoch: 1, schemaVersion: 1, snapshot: null, rows, head: rows.length, damaged: [] };
  const state = { reads: 0, gate: Promise.resolve(), fails: false, snapshots: [] as LogRow[] };
  const log: UpdateLog = {
    read: async () => {
      state.reads++;
      await state.gate;
      if (state.fails) throw new Error('no store');
      return stored;
    },
    readRange: () => Promise.resolve([]),
    append: () => Promise.reject(new Error('not used')),
    saveSnapshot: async (_document, snapshot) => {
      state.snapshots.push(snapshot);
      await state.gate;
    },
    hasWriteKey: () => Promise.resolve(false),
    heads: () => Promise.resolve(new Map([[NAME, { seq: rows.length, epoch: 1 }]])),
  };
  const [logger, metrics] = [pino({ level: 'silent' }), new Metrics()];
  const commits = new CommitQueue({ log, logger, metrics, pace: () => 0, onCommitted: () => undefined });
  return { state, registry: new RoomRegistry({ log, logger, metrics, commits, pace: () => 0 }, { idleMs: 5 }) };
}

function gate(): { promise: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

async function opened(registry: RoomRegistry) {
  const result = await registry.open(NAME);
  if (result.state !== 'open') throw new Error(result.state);
  return result.room;
}

function longHistory(): LogRow[] {
  const doc = new Y.Doc();
  const rows: LogRow[] = [];
  doc.on('update', (bytes: Uint8Array) => rows.push({ seq: rows.length + 1, bytes }));
  for (let n = 0; n < 600; n++) doc.getMap('shots').set(`k${n % 7}`, n);
  return rows;
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

it('keeps a verified snapshot of a long history when it unloads, and stays when somebody comes in meanwhile', async () => {
  const { registry, state } = world(longHistory());
  const room = await opened(registry);
  const { promise, open } = gate();
  state.gate = promise;
  registry.release(room);
  await eventually('being kept', () => state.snapshots.length === 1);
  expect(await opened(registry)).toBe(room);
  open();
  registry.release(room);
  await eventually('unloaded', () => registry.size === 0);
  expect(state.snapshots.map((snapshot) => snapshot.seq)).toEqual([600]);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, state.snapshots[0]?.bytes ?? new Uint8Array());
  expect(copy.getMap('shots').toJSON()).toEqual({ k0: 595, k1: 596, k2: 597, k3: 598, k4: 599, k5: 593, k6: 594 });
});
