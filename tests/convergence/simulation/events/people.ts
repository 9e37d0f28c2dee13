import { isDeepStrictEqual } from 'node:util';
import { readContent } from '@trashfire/shared/document/history/content';
import { forwardUpdate } from '@trashfire/shared/document/history/forward';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { Random } from '@trashfire/shared/testing/random';
import * as Y from 'yjs';
import { some } from '../chance.ts';
import { EDITS, type EditName } from '../edits.ts';
import { forgetTry, newJob, tryJob } from '../jobs.ts';
import type { Peer } from '../peer.ts';
import type { World } from '../world.ts';

/** What people and their programs, windows and lines do. */
export const PEOPLE = {
  undo: (world: World, random: Random) => undo('undo', world, random),
  redo: (world: World, random: Random) => undo('redo', world, random),
  async presence({ peers }: World, random: Random) {
    const peer = some(random, peers, (one) => one.isOpen && one.ended === null);
    await peer?.act(() => peer.awareness?.setLocalStateField('place', { room: 'script', frame: random.int(0, 99) }));
  },
  /** Several people in the same moment. */
  async burst(world: World, random: Random) {
    for (let n = random.int(3, 6); n > 0; n--) await edit(random.pick(['type', 'format', 'patchShot', 'erase']), world, random);
  },
  async cut({ peers, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.connection !== null);
    if (peer === null) return;
    say(`${peer.name}: cut`);
    peer.connection?.cut();
  },
  async offline({ peers, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.isOpen && !one.offline);
    if (peer === null) return;
    const silent = random.chance(0.3);
    say(`${peer.name}: offline${silent ? ', unnoticed' : ''}`);
    peer.offline = true;
    const { connection } = peer;
    if (connection !== null && silent) connection.flow = 'frozen';
    else connection?.cut();
  },
  async online({ peers, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.offline);
    if (peer === null) return;
    say(`${peer.name}: online`);
    peer.offline = false;
  },
  async stall({ peers, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.connection?.flow === 'flowing');
    if (peer?.connection == null) return;
    say(`${peer.name}: reads nothing`);
    peer.connection.flow = 'stalled';
  },
  async resume({ peers, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.connection?.flow === 'stalled');
    if (peer?.connection == null) return;
    say(`${peer.name}: reads again`);
    peer.connection.resume();
  },
  async vanish({ peers, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.connection?.flow === 'flowing');
    if (peer?.connection == null) return;
    say(`${peer.name}: half open`);
    peer.connection.flow = 'frozen';
  },
  async reload(world: World, random: Random) {
    const peer = some(random, world.peers, (one) => one.isOpen && one.kind !== 'intruder');
    if (peer === null) return;
    world.say(`${peer.name}: reload`);
    forgetTry(world, peer);
    await peer.close(keepsAfter(peer));
    await peer.open();
  },
  /** A window that was opened before a release, and not since: it is sent away, and what was written in it is kept. */
  async outdated({ peers, cluster, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.isOpen && one.kind === 'editor' && one.ended === null);
    if (peer === null) return;
    say(`${peer.name}: of an older release`);
    await peer.close(true);
    await peer.open(cluster.release - 1);
  },
  async nameVersion({ store, documents, versions, say }: World, random: Random) {
    const document = random.pick(documents);
    say('a version is named');
    versions.push({ document, content: readContent(store.committed(document), 'episode') });
  },
  /** Brings an earlier version back while others write: an edit like any other (facts: faults B1 #18). */
  async restore({ peers, versions, say, fail }: World, random: Random) {
    const version = some(random, versions);
    const peer = some(random, peers, (one) => one.mayEdit && one.document === version?.document);
    if (version === null || peer === null) return;
    say(`${peer.name}: brings a version back`);
    await peer.edit((doc) => {
      // What jobs have done is counted at the end, so it stays.
      const { markers = {} } = readContent(doc, 'episode').records;
      const wanted = { ...version.content, records: { ...version.content.records, markers } };
      const update = forwardUpdate(Y.encodeStateAsUpdate(doc), 'episode', wanted);
      if (update !== null) Y.applyUpdate(doc, update, 'restore');
      if (!isDeepStrictEqual(readContent(doc, 'episode'), wanted)) fail(`${peer.name} brought another version back`);
    });
  },
  async crash(world: World, random: Random) {
    const peer = some(random, world.peers, (one) => one.isOpen && one.kind !== 'intruder');
    if (peer === null) return;
    world.say(`${peer.name}: killed`);
    forgetTry(world, peer);
    await peer.crash(keepsAfter(peer) && random.chance(0.8));
    if (random.chance(0.5)) await peer.open();
  },
  async leave(world: World, random: Random) {
    const peer = some(random, world.peers, (one) => one.isOpen);
    if (peer !== null) await leave(world, peer);
  },
  /** The last one leaves while something is being stored, and somebody is back soon. */
  async everybodyLeaves(world: World, random: Random) {
    const peers = world.peers.filter((one) => one.isOpen && one.document === world.documents[0]);
    for (const peer of peers) await leave(world, peer);
    await world.time.advance(random.int(0, 3000));
    const back = some(random, peers);
    if (back !== null) await comeBack(world, back);
  },
  async comeBack(world: World, random: Random) {
    const peer = some(random, world.peers, (one) => !one.isOpen || one.ended !== null);
    if (peer !== null) await comeBack(world, peer);
  },
  async intrude({ peers, say }: World, random: Random) {
    const peer = some(random, peers, (one) => one.isOpen && one.kind === 'intruder' && one.ended === null);
    if (peer === null) return;
    say(`${peer.name}: writes`);
    peer.intruded = true;
    await peer.edit((doc, origin) => EDITS.oldShot(doc, random, origin));
  },
  async job(world: World, random: Random) {
    const agent = some(random, world.peers, (one) => one.kind === 'agent' && one.mayEdit);
    if (agent === null) return;
    await tryJob(world, world.jobs.find((job) => job.agent === agent && !job.done) ?? newJob(world, agent));
  },
};

export async function edit(name: EditName, { peers, say }: World, random: Random): Promise<void> {
  const peer = some(random, peers, (one) => one.mayEdit);
  if (peer === null) return;
  say(`${peer.name}: ${name}`);
  if (peer.kind === 'agent') await peer.act(() => peer.session?.label({ runId: crypto.randomUUID(), step: random.int(0, 9) }));
  await peer.edit((doc, origin) => EDITS[name](doc, random, origin));
}

/** Whether what a window holds may be used again after the server closed it. A program keeps nothing. */
export function keepsAfter({ kind, ended }: Peer): boolean {
  return kind !== 'agent' && ended !== CLOSE.duplicate && ended !== CLOSE.readOnly;
}

async function leave(world: World, peer: Peer): Promise<void> {
  world.say(`${peer.name}: leaves`);
  forgetTry(world, peer);
  await peer.close(keepsAfter(peer) && peer.kind !== 'intruder');
}

async function comeBack({ say, store }: World, peer: Peer): Promise<void> {
  if (!store.exists(peer.document)) return;
  say(`${peer.name}: comes back`);
  if (peer.isOpen) await peer.close(keepsAfter(peer));
  await peer.open();
}

async function undo(what: 'undo' | 'redo', { peers, say }: World, random: Random): Promise<void> {
  const peer = some(random, peers, (one) => one.mayEdit);
  if (peer === null) return;
  say(`${peer.name}: ${what}`);
  await peer.undo(what);
}
