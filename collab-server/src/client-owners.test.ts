import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ClientOwners } from './client-owners.ts';
import type { RowAuthor } from './ports/update-log.ts';
import { encodeAwareness, encodeAwarenessEntry, encodeStep2, encodeUpdate } from './sync/encode.ts';
import { encodeLabel } from './testing/client-frames.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { HonestPeer, InProcessNode } from './testing/in-process.ts';

const ID = '0123456789AB';

async function room() {
  const world = new InProcessNode();
  const document = world.document(ID);
  const victim = new HonestPeer(await world.admit(document, 'victim'));
  victim.listen();
  const save = async () => {
    victim.mark();
    await eventually('saved', () => {
      victim.listen();
      return victim.saved;
    });
  };
  return { world, document, victim, save };
}

/** An edit that goes on where somebody is, under their client id. */
function inTheNameOf({ doc }: HonestPeer, words: string): Uint8Array {
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc));
  forged.clientID = doc.clientID;
  const before = Y.encodeStateVector(forged);
  addBlock(forged, words);
  return Y.encodeStateAsUpdate(forged, before);
}

describe('R1: an edit under the client id of somebody else', () => {
  it('is refused once they have written, and what they write next is not taken for known', async () => {
    const { world, document, victim, save } = await room();
    addBlock(victim.doc, 'mine');
    await save();
    const hostile = await world.admit(document, 'hostile');
    hostile.say(encodeUpdate(inTheNameOf(victim, 'forged')));
    await eventually('refused', () => hostile.closedWith !== null);
    addBlock(victim.doc, 'mine as well');
    await save();
    expect([hostile.closedWith, victim.socket.closedWith]).toEqual([CLOSE.malformed, null]);
    expect(scriptOf(await world.stored(document))).toBe(scriptOf(victim.doc));
    expect(world.node.metrics.render()).toContain('collab_refused_total{reason="malformed"} 1');
  });

  it('is refused while they are seen here, though they have not written yet', async () => {
    const { world, document, victim, save } = await room();
    victim.socket.say(encodeAwareness([encodeAwarenessEntry(victim.doc.clientID, 1, '{}')]));
    const hostile = await world.admit(document, 'hostile');
    hostile.say(encodeUpdate(inTheNameOf(victim, 'forged')));
    await eventually('refused', () => hostile.closedWith !== null);
    addBlock(victim.doc, 'mine');
    await save();
    expect([hostile.closedWith, victim.socket.closedWith]).toEqual([CLOSE.malformed, null]);
    expect(scriptOf(await world.stored(document))).toBe(scriptOf(victim.doc));
  });

  it('is refused as a keyed one of an agent too', async () => {
    const { world, document, victim, save } = await room();
    addBlock(victim.doc, 'mine');
    await save();
    const run = '5f0c1c5e-3f0e-4d0a-9d53-0f6e1c6b7a01';
    const agent = await world.admit(document, run, { actor: { kind: 'agent', id: run, name: 'Agent', color: '#00ffea' } });
    agent.say(encodeLabel(run, 1, 'step 1'));
    agent.say(encodeUpdate(inTheNameOf(victim, 'forged')));
    await eventually('refused', () => agent.closedWith !== null);
    expect(agent.closedWith).toBe(CLOSE.malformed);
    expect(scriptOf(await world.stored(document))).toBe(scriptOf(victim.doc));
  });

  it('is none in a second tab of the same person', async () => {
    const { world, document, victim, save } = await room();
    addBlock(victim.doc, 'mine');
    await save();
    const tab = await world.admit(document, 'victim');
    tab.say(encodeUpdate(inTheNameOf(victim, 'mine as well')));
    await eventually('shown', () => {
      victim.listen();
      return scriptOf(victim.doc).includes('mine as well');
    });
    expect(tab.closedWith).toBeNull();
  });

  it('comes in with the answer to a sync request: after a node died only peers may have it, in however many slices', async () => {
    const { world, document, victim, save } = await room();
    addBlock(victim.doc, 'written through this node');
    await save();
    victim.socket.close(1006);
    const peer = new Y.Doc();
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(victim.doc));
    for (let n = 0; n < 4000; n++) addBlock(victim.doc, `through the other ${n}`);
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(victim.doc));
    const socket = await world.admit(document, 'peer');
    socket.say(encodeStep2(Y.encodeStateAsUpdate(peer)));
    const reader = new HonestPeer(await world.admit(document, 'reader'));
    await eventually('shown', () => {
      reader.listen();
      return scriptFragment(reader.doc).length === 4001;
    });
    expect(socket.closedWith).toBeNull();
  });
});

describe('who owns a client id', () => {
  const by = (id: string): RowAuthor => ({ kind: 'person', id, runId: null, step: null });

  it('is the first who wrote under it, whatever else is in the same edit', () => {
    const owners = new ClientOwners(() => null);
    expect([owners.take(by('ines'), [1, 2]), owners.take(by('mika'), [3, 2]), owners.take(by('ines'), [3])]).toEqual([
      true,
      false,
      true,
    ]);
    expect(owners.take({ ...by('ines'), runId: 'r', step: 1 }, [1])).toBe(true);
    expect(owners.take({ ...by('ines'), kind: 'agent' }, [1])).toBe(false);
  });

  it('is who shows themselves under it, unless it is known who wrote', () => {
    const owners = new ClientOwners((client) => (client === 1 ? 'person ines' : null));
    expect([owners.take(by('mika'), [1]), owners.take(by('ines'), [1]), owners.take(by('mika'), [1])]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('R7: is remembered for so many of one actor and so many actors, and one does not push out the others', () => {
    const owners = new ClientOwners(() => null);
    owners.take(by('ines'), [0]);
    owners.take(
      by('mika'),
      Array.from({ length: 100_000 }, (_, n) => n + 1),
    );
    expect([owners.take(by('mika'), [0]), owners.take(by('ines'), [100_000]), owners.take(by('ines'), [1])]).toEqual([
      false,
      false,
      true,
    ]);
    for (let n = 0; n < 1000; n++) owners.take(by(`run ${n}`), [200_000 + n]);
    expect([owners.take(by('mika'), [0]), owners.take(by('mika'), [200_999])]).toEqual([true, false]);
  });
});
