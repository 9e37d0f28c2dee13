import { countOf } from '@trashfire/shared/testing/counts';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { sampleOf } from '../../collab-server/src/testing/exposition-parser.ts';
import type { Address } from '../../collab-server/src/testing/harness.ts';
import { WritingRoom } from '../support/collab-cluster.ts';
import { type CollabProcess, collabProcess } from '../support/collab-process.ts';
import { enoughAcks } from '../support/collab-writers.ts';
import { type DurableTeam, durableTeam } from '../support/durable-postgres.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { quantile, spread } from '../support/quantile.ts';

const SEED = 20_264;
const CUTS = countOf('connections cut within a frame', { usual: 30, long: 1000 });
vi.setConfig({ testTimeout: 60_000 + CUTS * 1000 });
const PEOPLE = 6;
/** After a network is well again everybody holds the same within this (facts: faults B1 8). */
const MERGE_MS = 3000;
/** A connection that is dead without a word is found out within this, at either end (facts: faults B1 8). */
const DEAD_MS = 15_000;

let team: DurableTeam;
let server: CollabProcess;
let proxy: FaultProxy;
let room: WritingRoom;
const random = seededRandom(SEED);

beforeAll(async () => {
  team = await durableTeam(PEOPLE);
});
afterAll(() => team.close());

beforeEach(async () => {
  server = await collabProcess(() => team.postgres.url());
  await server.start();
  proxy = await FaultProxy.start(() => ({ host: '127.0.0.1', port: Number(new URL(server.address.http).port) }), random);
  const address: Address = { url: `ws://127.0.0.1:${proxy.port}`, http: `http://127.0.0.1:${proxy.port}` };
  room = await WritingRoom.open(team.harness, address, team.people, random, `seed ${SEED}`);
});
afterEach(async () => {
  room.close();
  await proxy.close();
  await server.kill();
});

it('R2: over 300 ms ± 100 ms and 50 kB a second everybody writes on, and all become equal', async () => {
  proxy.weather = { latencyMs: 300, jitterMs: 100, bytesPerSecond: 50_000 };
  await enoughAcks(room.ledger, 150);
  const took = await room.settle();
  process.stdout.write(`300 ms ± 100 ms: from quiet to equal ${Math.round(took)} ms\n`);
  // There and back for the marker, there for everybody else, and what the line still carries.
  expect(took).toBeLessThan(MERGE_MS + 1000);
});

it(`R1: ${CUTS} connections cut in the middle of a frame lose and double nothing`, async () => {
  // Each connection is cut after a few kilobytes, now while it says what it has, now while it types.
  proxy.weather = { cutAfterBytes: { min: 300, max: 4000 } };
  proxy.reset();
  await eventually('enough cuts', () => proxy.cuts >= CUTS, 30_000 + CUTS * 900);
  proxy.weather = {};
  proxy.reset();
  const took = await room.settle();
  process.stdout.write(`${proxy.cuts} cuts; from well again to equal ${Math.round(took)} ms\n`);
});

it('R2: a partition that heals: what was written on both sides is merged, and nothing is said to be saved meanwhile', async () => {
  await enoughAcks(room.ledger, 50);
  proxy.stall();
  const words = () => [...room.ledger.values()].reduce((sum, saved) => sum + saved.size, 0);
  const pending = () => room.writers.map((writer) => writer.session.status.pending);
  await eventually('everybody has unsaved words', () => pending().every((count) => count > 60));
  const said = words();
  await eventually('and more', () => pending().every((count) => count > 120));
  expect(words()).toBe(said);
  proxy.heal();
  const took = await room.settle();
  process.stdout.write(`partition healed: to equal ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(MERGE_MS);
});

it('finds half-open connections out within 15 s at both ends, and loses nothing by them', async () => {
  await enoughAcks(room.ledger, 50);
  const began = performance.now();
  const noticed: number[] = [];
  for (const { session } of room.writers) {
    const stop = session.onStatus(({ connection }) => {
      if (connection === 'online') return;
      noticed.push(performance.now() - began);
      stop();
    });
  }
  proxy.vanish();
  // Nobody may be thrown out who is well: the watcher talks to the server directly and says nothing.
  const [watched] = room.writers;
  const [watcherIs] = team.people;
  if (watched === undefined || watcherIs === undefined) throw new RangeError('nobody there');
  const watcher = team.harness.session(server.address, watched.document, watcherIs);
  await watcher.ready;
  let interruptions = 0;
  watcher.onStatus(({ connection }) => {
    if (connection !== 'online') interruptions++;
  });
  const dead = room.writers.length;
  // The server keeps a dead one until it notices by itself: the client's own close never arrives.
  const serverNoticed = eventually(
    'the server let go of the dead',
    async () => {
      const goodbyes = sampleOf(await server.metrics(), 'collab_silent_peers_total');
      return goodbyes >= dead ? performance.now() - began : null;
    },
    60_000,
  );
  await eventually('every client noticed', () => noticed.length === dead, 60_000);
  const serverTook = await serverNoticed;
  process.stdout.write(spread('half-open noticed by clients', noticed));
  process.stdout.write(`half-open noticed by the server: ${Math.round(serverTook)} ms\n`);
  await room.settle();
  expect(quantile(noticed, 1)).toBeLessThan(DEAD_MS);
  expect(serverTook).toBeLessThan(DEAD_MS);
  expect(interruptions).toBe(0);
  watcher.destroy();
});
