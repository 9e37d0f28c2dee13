import { isDeepStrictEqual } from 'node:util';
import type { DocumentName } from '@trashfire/shared/document/names';
import { blankScene } from '@trashfire/shared/document/scene-state';
import type { Scene } from '@trashfire/shared/document/schema';
import {
  collectionMap,
  invalidRecords,
  patchRecord,
  putRecord,
  readRecords,
  scriptFragment,
} from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { countOf } from '@trashfire/shared/testing/counts';
import { eventually } from '@trashfire/shared/testing/eventually';
import { contentOf } from '@trashfire/shared/testing/network';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CollabHarness, type Node, StudioWebSocket } from '../../collab-server/src/testing/harness.ts';
import { fakePause } from '../support/fake-peers.ts';

const SEEDS = countOf('seeds of peers on two nodes', { usual: 6, long: 200 });
const PEERS = 5;
const ROUNDS = 60;

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

/** A peer whose cable can be pulled, and whose way leads to either of two nodes. */
class Peer {
  readonly session: DocumentSession;
  private socket: StudioWebSocket | null = null;

  constructor(document: DocumentName, person: { id: string; name: string }, choose: () => Node) {
    const keep = (socket: StudioWebSocket) => {
      this.socket = socket;
    };
    class RoutedSocket extends StudioWebSocket {
      constructor(asked: string | URL) {
        const target = new URL(asked);
        target.host = new URL(choose().url).host;
        super(target);
        keep(this);
      }
    }
    const options = { WebSocket: RoutedSocket as unknown as typeof WebSocket };
    this.session = harness.session(choose(), document, person, options);
  }

  /** Without a goodbye: what was on its way is lost. */
  pull(): void {
    this.socket?.terminate();
  }
}

function someScene(random: Random): Scene {
  return {
    ...blankScene(random.id()),
    synopsis: `Scene ${random.int(0, 999)}`,
    locationId: random.chance(0.5) ? random.id() : null,
  };
}

/** One thing a person does: with records, with words, with blocks. */
function edit(doc: Y.Doc, random: Random): void {
  const scenes = readRecords(doc, 'scenes');
  const script = scriptFragment(doc);
  const action = random.int(0, 9);
  if (action <= 1 || scenes.length === 0) putRecord(doc, 'scenes', someScene(random));
  else if (action === 2) collectionMap(doc, 'scenes').delete(random.pick(scenes).id);
  else if (action <= 4) patchRecord(doc, 'scenes', random.pick(scenes).id, { synopsis: `Changed ${random.int(0, 999)}` });
  else if (action === 5 && script.length > 3) script.delete(random.int(0, script.length - 1), 1);
  else if (action <= 7) script.insert(random.int(0, script.length), [blockOf(`Line ${random.int(0, 999)}.`)]);
  else typeInto(script, random);
}

function blockOf(words: string): Y.XmlElement {
  const block = new Y.XmlElement('action');
  block.insert(0, [new Y.XmlText(words)]);
  return block;
}

function typeInto(script: Y.XmlFragment, random: Random): void {
  if (script.length === 0) return;
  const block = script.get(random.int(0, script.length - 1));
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) return;
  const action = text.length > 4 ? random.int(0, 3) : 3;
  if (action === 0) text.delete(random.int(0, text.length - 3), 2);
  else if (action === 1) text.format(0, random.int(1, text.length), { bold: {} });
  else text.insert(random.int(0, text.length), 'xyz '.slice(0, random.int(1, 4)));
}

it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
  'R2: peers on two nodes, cut off and restarted at random, end up equal (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const nodes = [await harness.node({ pollMs: 20, idleMs: 10 }), await harness.node({ pollMs: 20, idleMs: 10 })];
    const document = await harness.document();
    const choose = () => random.pick(nodes);
    const peers: Peer[] = [];
    for (let i = 0; i < PEERS; i++) peers.push(new Peer(document, await harness.person(`Peer ${i}`), choose));
    await Promise.all(peers.map((peer) => peer.session.ready));
    for (let round = 0; round < ROUNDS; round++) {
      for (const { session } of peers) {
        for (let n = random.int(0, 3); n > 0; n--) session.transact('test', () => edit(session.doc, random));
      }
      if (random.chance(0.2)) random.pick(peers).pull();
      if (random.chance(0.05)) await restart(nodes, random);
      // Lets the network move; who comes first is not ours to say.
      await fakePause(random, 8);
    }
    await Promise.all(peers.map((peer) => peer.session.durable()));
    const stored = await harness.stored(document);
    const content = contentOf(stored);
    for (const { session } of peers) {
      await eventually(`equal, seed ${seed}`, () => isDeepStrictEqual(contentOf(session.doc), content));
      session.destroy();
    }
    expect(invalidRecords(stored, 'scenes')).toEqual([]);
    expect(stored.store.pendingStructs).toBeNull();
  },
);

async function restart(nodes: Node[], random: Random): Promise<void> {
  const index = random.int(0, nodes.length - 1);
  await nodes[index]?.server.drain();
  nodes[index] = await harness.node({ pollMs: 20, idleMs: 10 });
}
