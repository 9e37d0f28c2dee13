import * as Y from 'yjs';

/** No honest client reaches it; beyond it sums of clocks stop being exact integers. */
const MAX_CLOCK = 2 ** 45;

export type GuardVerdict =
  /** `to` is the clock after this update per client id. */
  | { state: 'fits'; to: Map<number, number> }
  /** The update builds on something the document does not have. */
  | { state: 'gap' }
  | { state: 'malformed'; reason: string };

/**
 * Looks at a V1 update before Yjs may apply it. Clock gaps must never reach `applyUpdate`: there they pile up as pending
 * structs whose merging is quadratic, so one editor could stop the room for everybody (R7; facts: faults, finding 2).
 * @param stateOf the document's clock of a client, counting what is queued before this update.
 */
export function guardUpdate(update: Uint8Array, stateOf: (client: number) => number): GuardVerdict {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return { state: 'malformed', reason: 'unreadable update' };
  }
  const { structs, ds } = decoded;
  // Yjs throws half way through when it keeps an empty deletion for later.
  const deletions = [...ds.clients.values()].flat();
  if (deletions.some(({ clock, len }) => len < 1 || clock + len > MAX_CLOCK)) {
    return { state: 'malformed', reason: 'impossible deletion' };
  }
  const to = new Map<number, number>();
  for (const struct of structs) {
    const { client, clock } = struct.id;
    // Yjs never writes an empty struct, and integrating one breaks its search for positions.
    if (struct.length < 1 || clock + struct.length > MAX_CLOCK) return { state: 'malformed', reason: 'impossible length' };
    if (struct instanceof Y.Item && refersAhead(struct)) return { state: 'malformed', reason: 'refers to itself' };
    if (struct instanceof Y.Skip || clock > Math.max(stateOf(client), to.get(client) ?? 0)) return { state: 'gap' };
    to.set(client, Math.max(to.get(client) ?? 0, clock + struct.length));
  }
  return { state: 'fits', to };
}

/** Yjs looks up what an item of the same client refers to without asking whether it is there, and throws half way through. */
function refersAhead({ id, origin, rightOrigin, parent }: Y.Item): boolean {
  const isAhead = (ref: unknown) => ref instanceof Y.ID && ref.client === id.client && ref.clock >= id.clock;
  return isAhead(origin) || isAhead(rightOrigin) || isAhead(parent);
}

/**
 * Whether applying left something waiting for content that is not here; if so it is dropped. The check before applying sees
 * gaps in clocks, this one sees missing parents and neighbours.
 */
export function dropPending(doc: Y.Doc): boolean {
  const waiting = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
  return waiting;
}

/** Client ids an update adds content from, ascending. */
export function clientIdsOf(update: Uint8Array): number[] {
  return [...Y.parseUpdateMeta(update).from.keys()].sort((a, b) => a - b);
}
