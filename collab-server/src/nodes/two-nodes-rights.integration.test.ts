import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE_DEFAULTS } from '../collab-node.ts';
import { CollabHarness, type Node, type Person } from '../testing/harness.ts';
import { MemoryNetwork } from '../testing/memory-bus.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

/** What DESIGN §5.1 promises. ms. */
const FELT_MS = 1000;

/** @param pollMs of both nodes. @param told what is done beside changing the membership. */
function acceptance(pollMs: number, told: (network: MemoryNetwork, person: Person) => void): void {
  let network: MemoryNetwork;
  let nodes: [Node, Node];
  beforeAll(async () => {
    network = new MemoryNetwork(seededRandom(1), { later: (deliver) => void setImmediate(deliver) });
    const start = () => harness.node({ pollMs }, { bus: network.bus(), node: crypto.randomUUID() });
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
    told(network, person);
    await felt(sessions, 'thrown out', (session) => session.status.closeReason?.code === CLOSE.revoked);
  });

  it('R3: takes the pen from somebody who became a viewer, on both nodes within a second', async () => {
    const { person, sessions } = await onBoth('Demoted');
    expect(sessions.map((session) => session.status.readOnly)).toEqual([false, false]);
    await harness.pool.query("UPDATE membership SET role = 'viewer' WHERE person_id = $1", [person.id]);
    told(network, person);
    await felt(sessions, 'no longer online as an editor', ({ status }) => status.connection !== 'online' || status.readOnly);
    await eventually('back as a viewer', () => sessions.every(({ status }) => status.connection === 'online' && status.readOnly));
  });
}

describe('rights on two nodes, by the bell alone', () => {
  acceptance(600_000, (network, person) =>
    network.ring(JSON.stringify({ kind: 'access', team: harness.team, person: person.id })),
  );
});

describe('rights on two nodes, without the bus', () => {
  acceptance(NODE_DEFAULTS.pollMs, (network) => network.setDown(true));
});
