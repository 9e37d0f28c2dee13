import { isDeepStrictEqual } from 'node:util';
import { COLLECTIONS, type CollectionName } from '@trashfire/shared/document/schema';
import { invalidRecords } from '@trashfire/shared/document/ydoc';
import { contentOf } from '@trashfire/shared/testing/network';
import * as Y from 'yjs';
import { keepsAfter } from './events/people.ts';
import { checkJobs, tryJob } from './jobs.ts';
import type { Peer } from './peer.ts';
import { areEqual, hasPending, isAhead, unequal } from './replica.ts';
import { changeRights } from './rights.ts';
import { NO_FAULTS } from './store.ts';
import { Failure, type World } from './world.ts';

/** Longest time a healthy studio may need until everything is where it belongs; half-open sockets alone take 30 s. */
const SETTLE_MS = 120_000;

/** Those who may write have sent what they have. */
const FORGET_MS = 60_000;
/** By then a node has noticed whoever vanished without a word. */
const HALF_OPEN_MS = 45_000;

/** Takes all faults away, brings everybody back and waits until nothing is on its way. @throws Failure when that never comes. */
export async function settle(world: World): Promise<void> {
  const { time, store, bus, cluster, peers, roles } = world;
  world.say('settling');
  store.faults = NO_FAULTS;
  bus.setAway(false);
  bus.loss = 0;
  // The release goes on until no node of the one before is left.
  for (const running of cluster.nodes)
    if (running.release < cluster.release && !running.draining) await cluster.drain(running, () => undefined);
  if (cluster.nodes.every((running) => running.draining)) await cluster.start();
  for (const [person, role] of roles) if (store.roleOf(person)?.role !== role) changeRights(world, person, role);
  for (const peer of peers) {
    peer.offline = false;
    peer.connection?.resume();
  }
  for (let waited = 0; waited < SETTLE_MS; waited += 1000) {
    for (const peer of peers) await bringBack(world, peer);
    if (waited === FORGET_MS) for (const peer of peers) await forgetLost(world, peer);
    for (const job of world.jobs) if (!job.done && store.exists(job.agent.document)) await tryJob(world, job);
    await time.advance(1000);
    world.check();
    if (isSettled(world)) return;
  }
  throw new Failure(`not settled after ${SETTLE_MS / 1000} s: ${unsettled(world).join('; ')}`);
}

/**
 * A node may show an edit to a viewer and die before it is stored; when its author is gone with their window too, nobody who may
 * write has it any more, and the viewer alone still shows it until the page is opened anew.
 */
async function forgetLost({ store, say }: World, peer: Peer): Promise<void> {
  if (peer.kind !== 'viewer' || !peer.online || !isAhead(peer.doc, store.committed(peer.document))) return;
  say(`${peer.name}: still shows what was lost`);
  await peer.close(false);
  await peer.open();
}

async function bringBack({ store }: World, peer: Peer): Promise<void> {
  if (peer.isOpen && peer.ended === null) return;
  if (!store.exists(peer.document)) return;
  if (peer.isOpen) await peer.close(keepsAfter(peer));
  // Whoever wrote without the right to keeps nothing: the studio told them so.
  if (peer.kind !== 'intruder') await peer.open();
}

function isSettled(world: World): boolean {
  return unsettled(world).length === 0;
}

function unsettled({ peers, jobs, store, cluster }: World): string[] {
  const found: string[] = [];
  for (const job of jobs) if (!job.done && store.exists(job.agent.document)) found.push(`${job.key} is not done`);
  for (const peer of peers) {
    if (peer.kind === 'intruder' || !store.exists(peer.document)) continue;
    if (!peer.online) found.push(`${peer.name} is not online`);
    else if (!peer.settled) found.push(`${peer.name} is not saved`);
    else if (!shows(peer, store.committed(peer.document)))
      found.push(`${peer.name} differs from the log: ${unequal(peer.doc, store.committed(peer.document))}`);
  }
  for (const { node, process } of cluster.nodes) {
    // A room whose people have all left goes on trying until what they wrote is stored.
    if (!counts(node, 'collab_unstored_bytes', 0)) found.push(`${process.name} holds what is not stored`);
    for (const room of node.registry.all()) {
      if (!store.exists(room.name)) found.push(`${process.name} still holds a document that was removed`);
      else if (room.seq !== store.head(room.name)) found.push(`${process.name} is not at the head`);
    }
  }
  return found;
}

/**
 * All have the same items and show the same. What is deleted may differ in formatting without effect, which Yjs tidies up in each
 * replica when it comes by it.
 */
function shows({ doc }: Peer, stored: Y.Doc): boolean {
  return (
    areEqual(doc, stored) ||
    (!isAhead(doc, stored) && !isAhead(stored, doc) && isDeepStrictEqual(contentOf(doc), contentOf(stored)))
  );
}

/** What must hold when nothing is on its way any more (R1, R2, R3, R6). */
export async function checkEnd(world: World): Promise<void> {
  const { documents, peers, store } = world;
  for (const document of documents.filter((name) => store.exists(name))) {
    const stored = store.committed(document);
    const content = contentOf(stored);
    const joiner = world.addPeer('fresh joiner', 'editor', document);
    await joiner.open();
    await world.time.advance(3000);
    for (const peer of peers.filter((one) => one.document === document && one.kind !== 'intruder')) {
      if (hasPending(peer.doc)) world.fail(`${peer.name} waits for content that is not there`);
      if (!isDeepStrictEqual(contentOf(peer.doc), content))
        world.fail(`R2: ${peer.name} shows something else than the log: ${difference(contentOf(peer.doc), content)}`);
    }
    const replayed = new Y.Doc();
    const read = await store.stored(document);
    const parts = read === null ? [] : [...(read.snapshot === null ? [] : [read.snapshot]), ...read.rows];
    // At once, as a node does: else Yjs would tidy up formatting in between, and what is without effect now may have one later.
    replayed.transact(() => {
      for (const { bytes } of parts) Y.applyUpdate(replayed, bytes);
    });
    if (!isDeepStrictEqual(contentOf(replayed), content))
      world.fail(`R2: the log read again shows something else: ${difference(contentOf(replayed), content)}`);
    for (const name of Object.keys(COLLECTIONS) as CollectionName[]) {
      const invalid = invalidRecords(stored, name);
      if (invalid.length > 0) world.fail(`invalid ${name}: ${JSON.stringify(invalid)}`);
    }
    checkJobs(world, stored, document);
  }
  await world.time.advance(HALF_OPEN_MS);
  checkPresence(world);
  await checkLeaving(world);
}

/** Everybody sees everybody else in their document, whichever node serves them, under the name the ticket gave them. */
function checkPresence({ cluster, peers: all, store, fail }: World): void {
  const peers = all.filter((peer) => peer.isOpen && peer.connection !== null && store.exists(peer.document));
  if (cluster.nodes.length === 0) fail('no node is left');
  for (const peer of peers) {
    for (const other of peers) {
      if (peer === other || peer.document !== other.document) continue;
      const state = peer.awareness?.getStates().get(other.doc.clientID);
      if (state === undefined) fail(`${peer.name} does not see ${other.name}`);
      else if (state.user?.id === undefined) fail(`${peer.name} sees ${other.name} without the name of the ticket`);
    }
  }
}

/** Whoever leaves leaves nothing behind: no presence, no room, no socket, no timer. */
async function checkLeaving({ cluster, peers, time, fail }: World): Promise<void> {
  const [last, ...others] = peers.filter((one) => one.isOpen);
  for (const peer of others) await peer.close(false);
  await time.advance(HALF_OPEN_MS);
  const present = [...(last?.awareness?.getStates().keys() ?? [])].filter((client) => client !== last?.doc.clientID);
  if (present.length > 0) fail(`${last?.name} still sees ${present.length} who left`);
  await last?.close(false);
  await time.advance(HALF_OPEN_MS);
  for (const { node, process } of cluster.nodes) {
    for (const { name, pins, idle } of node.registry.all()) {
      fail(`${process.name} still holds ${name}, ${pins} times pinned${idle ? ', idle' : ''}`);
    }
    for (const gauge of ['collab_sockets', 'collab_unstored_bytes']) {
      if (!counts(node, gauge, 0)) fail(`${process.name} still counts some ${gauge}`);
    }
  }
  for (const running of cluster.nodes.filter((one) => !one.draining)) {
    await cluster.drain(running, (timers) => timers > 0 && fail(`${running.process.name} still has ${timers} timers`));
  }
  await time.advance(30_000);
  if (cluster.nodes.length > 0) fail(`${cluster.nodes.length} nodes did not end`);
}

function counts(node: World['cluster']['nodes'][number]['node'], gauge: string, count: number): boolean {
  return node.metrics.render().includes(`\n${gauge} ${count}\n`);
}

/** The first part that two contents differ in, for people. */
function difference(a: Record<string, unknown>, b: Record<string, unknown>): string {
  const part = Object.keys(b).find((key) => !isDeepStrictEqual(a[key], b[key])) ?? '';
  return `${part}: ${JSON.stringify(a[part])} and ${JSON.stringify(b[part])}`;
}
