import { BUS_CHANNEL } from '@trashfire/shared/realtime/bus-messages';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spread } from '../../../tests/support/quantile.ts';
import { redisInstalled, startRedis } from '../../../tests/support/redis.ts';
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
  /** Before each change: it carries again, and both nodes listen. */
  whole?(): Promise<void>;
  /** What is done beside changing the membership. */
  tell(person: Person): Promise<void>;
}

/** Somebody with a session on each node. */
interface Member {
  person: Person;
  sessions: readonly DocumentSession[];
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
  /** From before the change is asked for: what the medium does meanwhile, its own end too, is no excuse. */
  const felt = async (change: string, { person, sessions }: Member, what: string, by: (session: DocumentSession) => boolean) => {
    await medium.whole?.();
    const began = performance.now();
    await harness.pool.query(change, [person.id]);
    const told = medium.tell(person);
    await eventually(what, () => sessions.every(by));
    const took = performance.now() - began;
    await told;
    expect(took).toBeLessThan(FELT_MS);
    figures.push(took);
  };
  const figures: number[] = [];
  afterAll(() => void process.stdout.write(spread('from the change of a membership until both nodes act on it', figures)));

  it('R3: ends the sessions of somebody who was removed, on both nodes within a second', async () => {
    const gone = await onBoth('Gone');
    const change = 'DELETE FROM membership WHERE person_id = $1';
    await felt(change, gone, 'thrown out', (session) => session.status.closeReason?.code === CLOSE.revoked);
  });

  it('R3: takes the pen from somebody who became a viewer, on both nodes within a second', async () => {
    const demoted = await onBoth('Demoted');
    const { sessions } = demoted;
    expect(sessions.map((session) => session.status.readOnly)).toEqual([false, false]);
    const change = "UPDATE membership SET role = 'viewer' WHERE person_id = $1";
    await felt(change, demoted, 'no longer an editor', ({ status }) => status.connection !== 'online' || status.readOnly);
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

  const aRedis = async (port = 0) => {
    const redis = await startRedis(port);
    harness.onClose(() => redis.stop());
    return redis;
  };
  /** Rings on a line of its own, as the api does. @returns how many nodes heard it. */
  const ring = async (url: string, words: string): Promise<number> => {
    const api = new Redis(url);
    try {
      return await api.publish(BUS_CHANNEL, words);
    } finally {
      api.disconnect();
    }
  };

  describe('by its bell alone', () => {
    acceptance(NEVER_MS, async () => {
      const { url } = await aRedis();
      return {
        bus: () => createRedisBus(url, quiet),
        tell: async (person) => void (await eventually('both hear it', async () => (await ring(url, bell(person))) === 2)),
      };
    });
  });

  describe('that is stopped in the same moment', () => {
    acceptance(NODE_DEFAULTS.pollMs, async () => {
      let redis = await aRedis();
      const { url, port } = redis;
      let isStopped = false;
      return {
        bus: () => createRedisBus(url, quiet),
        whole: async () => {
          if (isStopped) redis = await aRedis(port);
          isStopped = false;
          await eventually('both nodes listen', async () => (await ring(url, 'nothing')) === 2);
        },
        tell: async () => {
          isStopped = true;
          await redis.stop();
        },
      };
    });
  });
});
