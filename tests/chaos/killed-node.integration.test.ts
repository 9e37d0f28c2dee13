import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEAT_MS, DEAD_MS } from '../../collab-server/src/nodes/peers.ts';
import { addBlock, scriptOf } from '../../collab-server/src/testing/edits.ts';
import { type CollabProcess, collabProcess } from '../support/collab-process.ts';
import { type DurableTeam, durableTeam } from '../support/durable-postgres.ts';
import { redisInstalled, startRedis, type TestRedis } from '../support/redis.ts';

let team: DurableTeam;
beforeAll(async () => {
  team = await durableTeam(0);
});
afterAll(() => team.close());

/** Whom a session sees beside itself. */
function names({ awareness }: DocumentSession): string {
  const others = [...awareness.getStates()].filter(([id]) => id !== awareness.clientID);
  return others
    .map(([, state]) => state.user?.name)
    .toSorted()
    .join();
}

/** Two processes as they run in production; the second is killed. */
function acceptance(redisUrl: () => string | undefined): void {
  let processes: [CollabProcess, CollabProcess];
  beforeAll(async () => {
    const url = redisUrl();
    const options = url === undefined ? {} : { redisUrl: () => url };
    const start = () => collabProcess(team.postgres.url, options);
    processes = [await start(), await start()];
    await Promise.all(processes.map((one) => one.start()));
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
  });

  it('its people vanish within the timeout, what they wrote stays, and nothing else changes', async () => {
    const [one, two] = processes;
    const document = await team.harness.document();
    const people = await Promise.all(['Ines', 'Mika', 'Yuri'].map((name) => team.harness.person(name)));
    const at = [one, one, two];
    const [a, b, c] = people.map((person, i) => team.harness.session(at[i]?.address ?? one.address, document, person));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three people');
    await Promise.all([a.ready, b.ready, c.ready]);
    const allSeeAll = () => names(a) === 'Mika,Yuri' && names(b) === 'Ines,Yuri' && names(c) === 'Ines,Mika';
    await eventually('all see all', allSeeAll);
    c.transact('test', () => addBlock(c.doc, 'last words'));
    await c.durable();

    await two.kill();
    const killed = performance.now();
    await eventually('gone', () => names(a) === 'Mika' && names(b) === 'Ines', DEAD_MS * 4);
    const took = performance.now() - killed;
    // Not by its client's own timeout of 30 s, and not because a beat was late.
    expect(took).toBeGreaterThan(DEAD_MS - 2 * BEAT_MS);
    expect([a.status.connection, b.status.connection]).toEqual(['online', 'online']);
    await eventually('last words', () => scriptOf(a.doc).includes('last words'));

    a.transact('test', () => addBlock(a.doc, 'and on'));
    await a.durable();
    await eventually('heard', () => scriptOf(b.doc).includes('and on'));
    await two.start();
    await eventually('all see all again', allSeeAll, 30_000);
    expect(scriptOf(c.doc)).toBe(scriptOf(a.doc));
  }, 60_000);
}

/** The priorities of the threads of a process with this name. */
function prioritiesOf(pid: number, name: string): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads
    .filter((id) => readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').trim() === name)
    .map((id) => getPriority(Number(id)));
}

it.runIf(process.platform === 'linux')('a node lets its loop go before its helper threads', async () => {
  const node = await collabProcess(team.postgres.url);
  await node.start();
  const helpers = prioritiesOf(node.pid(), 'V8Worker');
  await node.kill();
  expect(helpers.length).toBeGreaterThan(0);
  expect(new Set(helpers)).toEqual(new Set([getPriority() + 10]));
});

describe('a node that is killed, over Postgres', () => {
  acceptance(() => undefined);
});

const suite = redisInstalled
  ? 'a node that is killed, over Redis'
  : 'a node that is killed, over Redis (skipped: redis-server is not installed here)';
describe.skipIf(!redisInstalled)(suite, () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  acceptance(() => redis.url);
});
