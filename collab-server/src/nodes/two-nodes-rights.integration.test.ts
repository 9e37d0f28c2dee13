import { BUS_CHANNEL } from '@trashfire/shared/realtime/bus-messages';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisInstalled, startRedis, type TestRedis } from '../../../tests/support/redis.ts';
import { createRedisBus } from '../adapters/redis-bus.ts';
import { NODE_DEFAULTS } from '../collab-node.ts';
import type { Bus } from '../ports/bus.ts';
import { CollabHarness, type Node, type Person } from '../testing/harness.ts';
import { MemoryNetwork } from '../testing/memory-bus.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

/** What DESIGN §5.1 promises. ms. */
const FELT_MS = 1000;

/** What two nodes hear each other by. */
interface Medium {
  bus(): Bus;
  /** What is done beside changing the membership. */
  tell(person: Person): Promise<void>;
}

/** @param pollMs of both nodes. @param open called once. */
function acceptance(pollMs: number, open: () => Medium | Promise<Medium>): void {
  let medium: Medium;
  let nodes: [Node, Node];
  beforeAll(async () => {
    medium = await open();
    const start = () => harness.node({ pollMs }, { bus: medium.bus(), node: crypto.randomUUID() });
    nodes = [await start(), await start()];
  });

  const onBoth = async (name: string) => {
    const person = await harness.person(name);
    const document = await harness.document();
    const can = async () => {
      const { rows } = await harness.pool.query<{ role: string }>('SELECT role FROM membership WHERE person_id = $1', [
        person.id,
      ]);
      return rows[0]?.role === 'editor' ? ('write' as const) : ('read' as const);
    };
    const ticket = async () => harness.ticket(document, person, { can: await can() });
    const sessions = nodes.map((node) => harness.session(node, document, person, { ticket }));
    await Promise.all(sessions.map((session) => session.ready));
    return { person, sessions };
  };
  const felt = async (sessions: readonly DocumentSession[], what: string, by: (session: DocumentSession) => boolean) => {
    const began = performance.now();
    await eventually(what, () => sessions.every(by));
    expect(performance.now() - began).toBeLessThan(FELT_MS);
  };

  it('R3: ends the sessions of somebody who was removed, on both nodes within a second', async () => {
    const { person, sessions } = await onBoth('Gone');
    await harness.pool.query('DELETE FROM membership WHERE person_id = $1', [person.id]);
    await medium.tell(person);
    await felt(sessions, 'thrown out', (session) => session.status.closeReason?.code === CLOSE.revoked);
  });

  it('R3: takes the pen from somebody who became a viewer, on both nodes within a second', async () => {
    const { person, sessions } = await onBoth('Demoted');
    expect(sessions.map((session) => session.status.readOnly)).toEqual([false, false]);
    await harness.pool.query("UPDATE membership SET role = 'viewer' WHERE person_id = $1", [person.id]);
    await medium.tell(person);
    await felt(sessions, 'no longer online as an editor', ({ status }) => status.connection !== 'online' || status.readOnly);
    await eventually('back as a viewer', () => sessions.every(({ status }) => status.connection === 'online' && status.readOnly));
  });
}

/** As the api rings it. */
const bell = (person: Person) => JSON.stringify({ kind: 'access', team: harness.team, person: person.id });
/** Nothing is looked up by itself meanwhile. */
const NEVER_MS = 600_000;
const inMemory = () => new MemoryNetwork(seededRandom(1), { later: (deliver) => void setImmediate(deliver) });

describe('rights on two nodes, by the bell alone', () => {
  acceptance(NEVER_MS, () => {
    const network = inMemory();
    return { bus: () => network.bus(), tell: async (person) => network.ring(bell(person)) };
  });
});

describe('rights on two nodes, without the bus', () => {
  acceptance(NODE_DEFAULTS.pollMs, () => {
    const network = inMemory();
    return { bus: () => network.bus(), tell: async () => network.setDown(true) };
  });
});

const skipped = redisInstalled ? '' : ' (skipped: redis-server is not installed here)';

describe.skipIf(!redisInstalled)(`rights on two nodes over Redis${skipped}`, () => {
  const quiet = pino({ level: 'silent' });

  /** A Redis of their own, and the api's line to it. */
  async function overRedis(tell: (person: Person, api: Redis, redis: TestRedis) => Promise<void>): Promise<Medium> {
    const redis = await startRedis();
    harness.onClose(() => redis.stop());
    const api = new Redis(redis.url, { retryStrategy: () => null });
    api.on('error', () => undefined);
    harness.onClose(() => api.disconnect());
    return { bus: () => createRedisBus(redis.url, quiet), tell: (person) => tell(person, api, redis) };
  }

  describe('by its bell alone', () => {
    acceptance(NEVER_MS, () =>
      overRedis(async (person, api) => {
        await eventually('both nodes hear it', async () => (await api.publish(BUS_CHANNEL, bell(person))) === 2);
      }),
    );
  });

  describe('that is stopped in the same moment', () => {
    acceptance(NODE_DEFAULTS.pollMs, () => overRedis(async (_person, _api, redis) => redis.stop()));
  });
});
