import './virtual-time.ts';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { MESSAGE_DURABLE, MESSAGE_SYNC, SYNC_STEP_2, SYNC_UPDATE } from '@trashfire/shared/realtime/protocol';
import { encodeMarker } from '@trashfire/shared/realtime/session-frames';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newJob, tryJob } from './jobs.ts';
import type { Peer } from './peer.ts';
import { changeRights } from './rights.ts';
import { playScene } from './scene.ts';

/** What the simulation has found, each in as few steps as it takes. */

const write = (peer: Peer, words: string): Promise<void> =>
  peer.edit((doc, origin) => doc.transact(() => addLine(doc, words), origin));

function addLine(doc: Y.Doc, words: string): void {
  const block = new Y.XmlElement('action');
  block.insert(0, [new Y.XmlText(words)]);
  scriptFragment(doc).insert(0, [block]);
}

/** The updates of somebody who writes lines one after the other into a document. */
function updatesOf(doc: Y.Doc, ...lines: string[]): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const line of lines) addLine(doc, line);
  return updates;
}

function syncFrame(step: number, update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, update);
  });
}

function hearDurable({ provider }: Peer, hear: (n: number) => void): void {
  if (provider === null) throw new TypeError('only a plain client is listened to');
  provider.messageHandlers[MESSAGE_DURABLE] = (_encoder, decoder) => hear(decoding.readVarUint(decoder));
}

describe('work that is done once (R6)', () => {
  it('does not take what an agent writes while it asks for a key for the work of that key', () =>
    playScene(['agent'], async (world, [agent]) => {
      const job = newJob(world, agent);
      await tryJob(world, job);
      await write(agent, 'meanwhile');
      await world.time.advance(1000);
      expect(job.done).toBe(true);
      expect(agent.doc.getMap('markers').size).toBe(1);
    }));

  it('gives up a copy whose work was refused: rights that come back must not send it beside the next try', () =>
    playScene(['agent'], async (world, [agent]) => {
      const job = newJob(world, agent);
      await tryJob(world, job);
      while (agent.doc.getMap('markers').size === 0) await world.time.advance(1);
      // It is on its way when the line breaks, and the way back leads to a place where it may only be read.
      agent.connection?.cut();
      world.store.setRole(agent.person, 'viewer');
      await world.time.advance(3000);
      expect(job.done).toBe(false);
      expect(agent.ended).toBe(4403);
    }));
});

describe('whoever only looks (R3, R5)', () => {
  // Yjs deletes formatting without effect by itself, without an origin, in whatever it receives.
  const tidyUp = (peer: Peer) => peer.act(() => scriptFragment(peer.doc).delete(0, 1));

  it('is not thrown out for what Yjs tidies up by itself', () =>
    playScene(['editor', 'intruder'], async (world, [editor, viewer]) => {
      await write(editor, 'words');
      await world.time.advance(1000);
      await tidyUp(viewer);
      await world.time.advance(1000);
      expect(viewer.ended).toBeNull();
      expect(viewer.online).toBe(true);
      expect(scriptFragment(editor.doc)).toHaveLength(1);
    }));

  it('is not told that this is durable', () =>
    playScene(['editor', 'eager'], async (world, [editor, eager]) => {
      await write(editor, 'words');
      changeRights(world, eager.person, 'viewer');
      await world.time.advance(5000);
      await tidyUp(eager);
      await world.time.advance(1000);
      expect(eager.online).toBe(true);
    }));
});

describe('content that waits for other content (R1, R5)', () => {
  it.each(['editor', 'stock'] as const)('does not lock its holder out when its author is gone (%s)', (kind) =>
    playScene([kind], async (world, [peer]) => {
      const [, second = new Uint8Array()] = updatesOf(new Y.Doc(), 'one', 'two');
      // Its connection broke between the two, and the node that had the first is gone.
      await peer.act(() => Y.applyUpdate(peer.doc, second));
      expect(peer.doc.store.pendingStructs).not.toBeNull();
      peer.connection?.cut();
      await write(peer, 'own words');
      await world.time.advance(20_000);
      expect(peer.ended).toBeNull();
      if (kind === 'editor') expect(peer.session?.status.saved).toBe('saved');
    }),
  );

  it('is acknowledged with all that was sent behind it', () =>
    playScene(['eager'], async (world, [peer]) => {
      const own = new Y.Doc();
      world.seenBy(peer.person)?.watch(own);
      const [one, two, three] = updatesOf(own, 'one', 'two', 'three') as [Uint8Array, Uint8Array, Uint8Array];
      const { connection } = peer;
      const acknowledged: number[] = [];
      hearDurable(peer, (n) => acknowledged.push(n));
      connection?.toServer(syncFrame(SYNC_UPDATE, two));
      await world.time.advance(6);
      // The answer to the sync request, and in the same moment the next edit and the question whether it is stored.
      connection?.toServer(syncFrame(SYNC_STEP_2, Y.mergeUpdates([one, two])));
      connection?.toServer(syncFrame(SYNC_UPDATE, three));
      connection?.toServer(encodeMarker(77));
      await world.time.advance(1000);
      expect(acknowledged).toContain(77);
      expect(scriptFragment(world.store.committed(peer.document)).toString()).toContain('three');
    }));

  // Seed 761: it had come from a node that was gone before it stored it.
  it('is stored when a window gives it back in which it still waits', () =>
    playScene(['editor', 'eager'], async (world, [editor, eager]) => {
      const [one = new Uint8Array(), two = new Uint8Array()] = updatesOf(new Y.Doc(), 'one', 'two');
      eager.connection?.cut();
      await eager.act(() => Y.applyUpdate(eager.doc, two, eager.provider));
      await editor.edit((doc, origin) => Y.applyUpdate(doc, one, origin));
      await world.time.advance(20_000);
      expect(scriptFragment(world.store.committed(eager.document)).toString()).toContain('two');
      expect(scriptFragment(editor.doc).toString()).toContain('two');
    }));
});

it('R5: nobody is thrown out for undoing: a word, something typed in it, then the paragraph it stands in', () =>
  playScene(['editor', 'editor'], async (world, [editor, other]) => {
    const line = () => {
      const block = scriptFragment(editor.doc).get(0);
      return (block instanceof Y.XmlElement ? block.get(0) : null) as Y.XmlText;
    };
    // Each is undone by itself.
    const step = async (done: Promise<void>) => done.then(() => world.time.advance(1000));
    await step(write(editor, 'se'));
    await step(editor.edit((_, origin) => editor.doc.transact(() => line().delete(0, 2), origin)));
    await step(editor.undo('undo'));
    await step(editor.edit((_, origin) => editor.doc.transact(() => line().insert(1, 'a'), origin)));
    await step(editor.edit((doc, origin) => doc.transact(() => scriptFragment(doc).delete(0, 1), origin)));
    await step(editor.undo('undo'));
    expect(editor.ended).toBeNull();
    expect(scriptFragment(other.doc).toString()).toBe('<action>sae</action>');
  }));

it('R2: all see what whoever undoes sees: a piece of a word, something typed in it, then the paragraph', () =>
  playScene(['editor', 'editor', 'viewer'], async (world, [editor, other, viewer]) => {
    const line = () => {
      const block = scriptFragment(editor.doc).get(0);
      return (block instanceof Y.XmlElement ? block.get(0) : null) as Y.XmlText;
    };
    const step = async (done: Promise<void>) => done.then(() => world.time.advance(1000));
    await step(write(editor, 'seal'));
    await step(editor.edit((_, origin) => editor.doc.transact(() => line().delete(2, 2), origin)));
    await step(editor.undo('undo'));
    await step(editor.edit((_, origin) => editor.doc.transact(() => line().insert(3, 'x'), origin)));
    await step(editor.edit((doc, origin) => doc.transact(() => scriptFragment(doc).delete(0, 1), origin)));
    const rows = world.store.head(editor.document);
    await step(editor.undo('undo'));
    // What Yjs brings back names neighbours that never were; whoever had merged two pieces of it shows "selax". So the server
    // writes it once more.
    expect(world.store.head(editor.document)).toBe(rows + 2);
    for (const { doc } of [editor, other, viewer]) expect(scriptFragment(doc).toString()).toBe('<action>seaxl</action>');
  }));

it('R2: whoever reads slowly from the first moment on is sent the document all the same', () =>
  playScene(['editor', 'editor'], async (world, [editor, slow]) => {
    await write(editor, 'there before');
    await slow.close(false);
    await world.time.advance(1000);
    await slow.open();
    while (slow.connection === null) await world.time.advance(1);
    slow.connection.flow = 'stalled';
    for (let n = 0; n < 8; n++) {
      await world.time.advance(100);
      await write(editor, `line ${n}`);
    }
    slow.connection.resume();
    await world.time.advance(3000);
    expect(scriptFragment(slow.doc).toString()).toBe(scriptFragment(editor.doc).toString());
  }));

describe('nothing is left behind', () => {
  it('no timer of a node that has drained', () =>
    playScene(['editor'], async ({ cluster, time }) => {
      const left: number[] = [];
      for (const running of cluster.nodes) await cluster.drain(running, (timers) => left.push(timers));
      await time.advance(20_000);
      expect(left).toEqual([0]);
    }));

  it('no timer of a session that is closed while it asks for a ticket', () =>
    playScene(['editor'], async ({ time }, [editor]) => {
      await editor.close(true);
      await editor.open();
      await editor.close(true);
      await time.advance(1000);
    }));
});
