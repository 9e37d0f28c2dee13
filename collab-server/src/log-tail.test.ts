import type { DocumentName } from '@trashfire/shared/document/names';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { LogRow } from './ports/update-log.ts';
import type { Room } from './room.ts';
import { HonestPeer, InProcessNode } from './testing/in-process.ts';
import { element, rawUpdate } from './testing/raw-update.ts';

/** What one turn of the loop may take, in ms of processor time (faults B1.10). */
const TURN_MS = 100;
const TRIES = 3;
/** As a large import cut into slices is stored by the node it came in through. */
const ROWS = 24;
const PARTS = 5000;

const author = { kind: 'person' as const, id: 'elsewhere', runId: null, step: null };

/** A live room, and somebody in it. */
async function liveRoom() {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const peer = new HonestPeer(await world.admit(document, 'here'));
  scriptFragment(peer.doc).push([new Y.XmlElement('action')]);
  await saved(peer);
  const room = world.node.registry.get(document);
  if (room === undefined) throw new Error('no room');
  expect(room.live).toBe(true);
  return { world, document, peer, room };
}

async function saved(peer: HonestPeer): Promise<void> {
  peer.mark();
  await eventually('saved', () => {
    peer.listen();
    return peer.saved;
  });
}

/** Commits them as another node would. */
function commit(world: InProcessNode, document: DocumentName, updates: readonly Uint8Array[]): LogRow[] {
  return updates.map((bytes) => {
    const [result] = world.store.append([{ document, bytes, author, writeKey: null, clientIds: [] }], 1);
    if (result?.state !== 'written') throw new Error('not written');
    return { seq: result.seq, bytes };
  });
}

const imported = () =>
  Array.from({ length: ROWS }, (_, row) => {
    const parts = Array.from({ length: PARTS }, (_, i) => {
      const clock = row * PARTS + i;
      return element('action', clock === 0 ? {} : { origin: [7, clock - 1] });
    });
    return rawUpdate([{ client: 7, clock: row * PARTS, structs: parts }]);
  });

/** @returns processor time, in ms, of the longest turn until the room has all rows. */
async function worstTurn(room: Room, head: number, begin: () => void): Promise<number> {
  let before = process.threadCpuUsage();
  begin();
  for (let worst = 0; ; ) {
    const { user, system } = process.threadCpuUsage(before);
    worst = Math.max(worst, (user + system) / 1000);
    if (room.seq >= head) return worst;
    before = process.threadCpuUsage();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('R7: a large import through another node holds the loop for a moment only', () => {
  it.each<[string, (room: Room, rows: readonly LogRow[]) => void]>([
    ['read from the log', (room) => void room.catchUp()],
    ['brought by the bell', (room, rows) => room.hearRows(rows)],
  ])('%s', async (_how, begin) => {
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < TRIES && least >= TURN_MS; tries++) {
      const { world, document, room, peer } = await liveRoom();
      const rows = commit(world, document, imported());
      least = Math.min(least, await worstTurn(room, rows.at(-1)?.seq ?? 0, () => begin(room, rows)));
      peer.listen();
      expect(scriptFragment(peer.doc).length).toBe(1 + ROWS * PARTS);
    }
    expect(least).toBeLessThan(TURN_MS);
  });
});

it('R1: counts a row only when it is applied, and lets people go on while the rest comes in', async () => {
  const { world, document, room, peer } = await liveRoom();
  const rows = commit(world, document, imported());
  const first = room.seq;
  const caught = room.catchUp();
  const seen = new Set<number>();
  const step = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    peer.listen();
    const parts = scriptFragment(peer.doc).length - 1;
    // What it counts as here is what its members were shown.
    expect(parts).toBeGreaterThanOrEqual((Math.min(room.seq, rows.at(-1)?.seq ?? 0) - first) * PARTS);
    seen.add(room.seq);
  };
  while (room.seq === first) await step();
  peer.doc.getMap('scenes');
  scriptFragment(peer.doc).insert(0, [new Y.XmlElement('dialogue')]);
  await saved(peer);
  while (room.seq < (rows.at(-1)?.seq ?? 0)) await step();
  await caught;
  expect(seen.size).toBeGreaterThan(2);
  const stored = await world.stored(document);
  peer.listen();
  expect(scriptFragment(peer.doc).length).toBe(scriptFragment(stored).length);
});

describe('a row that Yjs throws on', () => {
  const damaged = Uint8Array.of(1, 1, 5, 0, 99, 99, 99);

  it.each<[string, (room: Room, rows: readonly LogRow[]) => void]>([
    ['read from the log', (room) => void room.catchUp()],
    ['brought by the bell', (room, rows) => room.hearRows(rows)],
    [
      'found behind what was committed here',
      (room, [row]) => {
        const [hole, late] = [(row?.seq ?? 0) + 1, row?.seq ?? 0];
        room.hearRows([{ seq: hole, bytes: damaged }]);
        room.hearRows([{ seq: late, bytes: Uint8Array.of(0, 0) }]);
      },
    ],
  ])('%s: the room is loaded again, nobody is blamed, and the process goes on', async (_how, begin) => {
    const { world, document, room, peer } = await liveRoom();
    const rows = commit(world, document, [damaged]);
    begin(room, rows);
    await eventually('sent to load it again', () => peer.socket.closedWith);
    expect(peer.socket.closedWith).toBe(CLOSE.restart);
    expect(world.node.registry.get(document)).not.toBe(room);
  });
});
