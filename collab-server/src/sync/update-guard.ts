import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as Y from 'yjs';
import { MOST_VISITS, visitsBehind } from './deletion-work.ts';
import { integrationWork, type Piece, type Work } from './integration-work.ts';

/** No honest client reaches it; beyond it sums of clocks stop being exact integers. */
const MAX_CLOCK = 2 ** 45;

export type GuardVerdict =
  /** `to` is the clock after this update per client id; `decoded` is for {@link placesOf}. */
  | { state: 'fits'; to: Map<number, number>; decoded: Decoded }
  /** The update builds on something the document does not have. */
  | { state: 'gap' }
  | { state: 'malformed'; reason: string };

/**
 * Looks at a V1 update before Yjs may apply it. Clock gaps must never reach `applyUpdate`: there they pile up as pending
 * structs whose merging is quadratic, so one editor could stop the room for everybody (R7; facts: faults, finding 2).
 * @param stateOf the document's clock of a client, counting what is queued before this update.
 */
export function guardUpdate(update: Uint8Array, stateOf: (client: number) => number): GuardVerdict {
  let decoded: Decoded;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return { state: 'malformed', reason: 'unreadable update' };
  }
  const { structs, ds } = decoded;
  const to = new Map<number, number>();
  let gap = false;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const problem = structProblem(struct, to.get(client));
    if (problem !== null) return { state: 'malformed', reason: problem };
    gap ||= struct instanceof Y.Skip || clock > (to.get(client) ?? stateOf(client));
    to.set(client, clock + struct.length);
  }
  const reason = deletionsProblem(ds.clients);
  if (reason !== null) return { state: 'malformed', reason };
  return gap ? { state: 'gap' } : { state: 'fits', to, decoded };
}

/** Looking at a deleted part takes Yjs about 6 ns, a step 0.5 µs. */
const VISITS_PER_STEP = 80;

const WORK: Readonly<Record<Exclude<Work, number>, string>> = {
  'too heavy': 'more conflicts than the limit',
  'too deep': 'types inside types',
  'no place': 'content in no place of the document',
  'out of order': 'neighbours that are none',
};

/**
 * What the places of an update's parts would cost every replica, looked at in the document as it is when the update is applied
 * next. @param to the clocks {@link guardUpdate} told.
 */
export function placesOf({ structs, ds }: Decoded, to: ReadonlyMap<number, number>, doc: Y.Doc): Places {
  const misplaced: Piece[][] = [];
  const { work, waits, visits } = integrationWork(structs, doc, misplaced, ds);
  if (typeof work === 'string') return { steps: LIMITS.updateConflicts, problem: WORK[work], misplaced, waits };
  // What goes and what comes in deleted may stand beside each other.
  const cleanup = ds.clients.size === 0 ? visits : (Math.sqrt(visits) + Math.sqrt(visitsBehind(ds.clients, doc))) ** 2;
  const problem = cleanup > MOST_VISITS ? 'more deletions in one text than the limit' : null;
  const steps = work + Math.floor(cleanup / VISITS_PER_STEP);
  return { steps, problem, misplaced, waits: waits || deletesAhead(ds.clients, to, doc) };
}

export interface Places {
  /** Of a search for places, and of tidying up behind what is deleted. */
  steps: number;
  /** Why it must not be applied. */
  problem: string | null;
  /** Yjs would keep some of it aside until content comes that is neither here nor in it. */
  waits: boolean;
  /** Lists whose items stand where replicas may differ, in the order their author saw. */
  misplaced: Piece[][];
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Deletions = Decoded['ds']['clients'];

/** @param end of the part before it of the same client. */
function structProblem(struct: Decoded['structs'][number], end: number | undefined): string | null {
  const { clock } = struct.id;
  // Yjs never writes an empty struct, and integrating one breaks its search for positions.
  if (struct.length < 1 || clock + struct.length > MAX_CLOCK) return 'impossible length';
  if (struct instanceof Y.Item && refersAhead(struct)) return 'refers to itself';
  // Of two blocks of one client Yjs takes the last alone.
  return (end ?? clock) === clock ? null : 'a client named twice';
}

function deletionsProblem(clients: Deletions): string | null {
  for (const ranges of clients.values()) {
    let end = 0;
    for (const { clock, len } of ranges) {
      // Yjs throws half way through when it keeps an empty deletion for later.
      if (len < 1 || clock + len > MAX_CLOCK) return 'impossible deletion';
      // Yjs writes them sorted and joined, and walks over each: many that overlap would cost their product.
      if (clock < end) return 'deletions out of order';
      end = clock + len;
    }
  }
  return null;
}

/** Yjs looks up what an item of the same client refers to without asking whether it is there, and throws half way through. */
function refersAhead({ id, origin, rightOrigin, parent }: Y.Item): boolean {
  const isAhead = (ref: unknown) => ref instanceof Y.ID && ref.client === id.client && ref.clock >= id.clock;
  return isAhead(origin) || isAhead(rightOrigin) || isAhead(parent);
}

/** Whether it deletes what is neither here nor in it. */
function deletesAhead(clients: Deletions, to: ReadonlyMap<number, number>, doc: Y.Doc): boolean {
  for (const [client, ranges] of clients) {
    const end = Math.max(to.get(client) ?? 0, Y.getState(doc.store, client));
    if (ranges.some(({ clock, len }) => clock + len > end)) return true;
  }
  return false;
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

/** A client that has nothing new still answers a sync request, with all deletions it knows of; that is neither a write nor the keyed one. */
export function addsContent(update: Uint8Array): boolean {
  try {
    return Y.parseUpdateMeta(update).to.size > 0;
  } catch {
    return true;
  }
}
