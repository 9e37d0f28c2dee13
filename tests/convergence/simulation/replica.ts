import * as Y from 'yjs';

/** Looking inside Yjs documents: what one holds of another's edits. */

/** @returns null when a document holds all that an update adds and has deleted all it deletes; else what is missing, in words. */
export function missingIn(doc: Y.Doc, update: Uint8Array): string | null {
  const { structs, ds } = Y.decodeUpdate(update);
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const has = Y.getState(doc.store, client);
    if (!(struct instanceof Y.Skip) && has < clock + struct.length) {
      return `${client} has written up to ${clock + struct.length}, and ${has} is there`;
    }
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges)
      if (!isDeleted(doc, client, clock, len)) return `${client} ${clock}+${len} is not deleted`;
  }
  return null;
}

function isDeleted(doc: Y.Doc, client: number, from: number, length: number): boolean {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || Y.getState(doc.store, client) < from + length) return false;
  for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
    const struct = structs[i];
    if (struct === undefined || struct.id.clock >= from + length) return true;
    if (!struct.deleted) return false;
  }
  return true;
}

/** Whether two documents hold the same items with the same deletions; then they show the same. */
export function areEqual(a: Y.Doc, b: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b));
}

/** Whether the first has content that the second lacks. */
export function isAhead(a: Y.Doc, b: Y.Doc): boolean {
  return [...a.store.clients.keys()].some((client) => Y.getState(a.store, client) > Y.getState(b.store, client));
}

/** What two documents that are not equal differ in, in words. */
export function unequal(a: Y.Doc, b: Y.Doc): string {
  for (const client of new Set([...a.store.clients.keys(), ...b.store.clients.keys()])) {
    const [one, other] = [Y.getState(a.store, client), Y.getState(b.store, client)];
    if (one !== other) return `${client} up to ${one} and ${other}`;
  }
  const [one, other] = [a, b].map((doc) => Y.snapshot(doc).ds.clients);
  for (const [client, ranges] of one ?? []) {
    const [here, there] = [ranges, other?.get(client)].map((list) => list?.map(({ clock, len }) => `${clock}+${len}`).join());
    if (here !== there) return `${client} deleted ${here} and ${there}`;
  }
  return 'the other has deleted more';
}

/** Whether something waits in a document for content that is not there. */
export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** What a person's windows have ever held, per client id, integrated or waiting for other content: nobody can write what they never had. */
export class Seen {
  private readonly clocks = new Map<number, number>();

  watch(doc: Y.Doc): void {
    for (const client of doc.store.clients.keys()) this.raise(client, Y.getState(doc.store, client));
    doc.on('afterTransaction', ({ afterState, beforeState }: Y.Transaction) => {
      for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) this.raise(client, clock);
      // Yjs answers a sync request with what waits as well.
      const waiting = doc.store.pendingStructs;
      if (waiting !== null) for (const [client, clock] of Y.parseUpdateMetaV2(waiting.update).to) this.raise(client, clock);
    });
  }

  /** @returns null when the update adds nothing that was not here; else which client's. */
  lacks(update: Uint8Array): number | null {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) if ((this.clocks.get(client) ?? 0) < clock) return client;
    return null;
  }

  private raise(client: number, clock: number): void {
    this.clocks.set(client, Math.max(clock, this.clocks.get(client) ?? 0));
  }
}

/**
 * Fails when a transaction of an undo manager deletes what others wrote. What lies inside something of one's own goes with it,
 * and formatting marks that have no effect any more are tidied up by Yjs, whoever set them.
 */
export function foreignDeletions(transaction: Y.Transaction, own: number): string | null {
  const { doc, deleteSet } = transaction;
  for (const [client, ranges] of deleteSet.clients) {
    if (client === own) continue;
    for (const { clock, len } of ranges) {
      const structs = doc.store.clients.get(client) ?? [];
      for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
        const struct = structs[i];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (struct instanceof Y.Item && !isFormat(struct) && !isInside(struct, deleteSet, own)) {
          return `${client} ${struct.id.clock}: ${struct.content.constructor.name}`;
        }
      }
    }
  }
  return null;
}

function isFormat(item: Y.Item): boolean {
  return item.content instanceof Y.ContentFormat;
}

function isInside(item: Y.Item, deleted: Y.Transaction['deleteSet'], own: number): boolean {
  for (let up = parentOf(item); up !== null; up = parentOf(up)) {
    if (up.id.client === own && Y.isDeleted(deleted, up.id)) return true;
  }
  return false;
}

function parentOf(item: Y.Item): Y.Item | null {
  return item.parent instanceof Y.AbstractType ? item.parent._item : null;
}
