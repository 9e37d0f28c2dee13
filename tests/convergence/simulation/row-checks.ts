import type { DocumentName } from '@trashfire/shared/document/names';
import * as Y from 'yjs';
import { authorOf } from './peer.ts';
import { hasPending } from './replica.ts';
import type { Process } from './virtual-time.ts';
import type { World } from './world.ts';

/** What must hold of each row at the moment it is committed. */
export function watchRows(world: World): void {
  const { store, fail, trace } = world;
  store.onRow = (document, { seq, bytes }, { author, clientIds, writeKey }, node) => {
    trace.say(`row ${document.slice(-3)} ${seq} by ${author.kind} ${author.id}: ${bytes.length} bytes${writeKey ?? ''}`);
    const row = `row ${seq} by ${author.id}`;
    if (hasPending(store.committed(document))) fail(`${row} builds on what is not in the log before it`);
    if (isForgotten(world, node, document)) fail(`R1: ${row} is of a room that was forgotten before it was stored`);
    const ids = [...Y.parseUpdateMeta(bytes).from.keys()].sort((a, b) => a - b);
    if (ids.join() !== clientIds.join()) fail(`${row} names clients ${clientIds.join()} and holds ${ids.join()}`);
    if (author.kind === 'service') return;
    const peer = world.peers.find((one) => authorOf(one) === author.id);
    if (peer === undefined) fail(`${row}: nobody of that name`);
    else if (peer.kind === 'viewer' || peer.kind === 'intruder') fail(`R3: ${row}, who may only look`);
    const foreign = world.seenBy(author.id)?.lacks(bytes) ?? null;
    if (foreign !== null) fail(`${row} holds an edit of ${foreign} that this author never had`);
  };
}

/** Rows of a room are stored while it is there; but for one that was thrown away on purpose, or left to a newer release. */
function isForgotten({ cluster, store, discarded }: World, node: Process, document: DocumentName): boolean {
  const writer = cluster.nodes.find((running) => running.process === node);
  if (writer === undefined || writer.node.registry.get(document) !== undefined) return false;
  return !discarded.has(`${node.name} ${document}`) && store.releaseOf(document) <= writer.release;
}
