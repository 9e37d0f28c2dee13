import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as Y from 'yjs';

type Deletions = ReturnType<typeof Y.decodeUpdate>['ds']['clients'];

/** What one update may make Yjs look at: as much as `textDeletions` parts beside each other, of which each is looked at for each. */
export const MOST_VISITS = LIMITS.textDeletions ** 2;

/**
 * How many parts Yjs will look at to tidy up behind what an update deletes: behind each part that goes from a formatted text, all
 * the deleted ones and marks beside it, those deleted long before as well (yjs 13, cleanupContextlessFormattingGap). Every
 * replica does it again. Whether a text counts as formatted depends on what a replica has seen of it, so each text counts here.
 * @returns parts, not all of them above {@link MOST_VISITS}.
 */
export function visitsBehind(clients: Deletions, doc: Y.Doc): number {
  if (clients.size === 0) return 0;
  const going = new Map<Y.Item, number>();
  for (const [client, ranges] of clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      if (clock >= Y.getState(doc.store, client)) break;
      for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
        const struct = structs[i];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (struct.deleted || !(struct instanceof Y.Item)) continue;
        // Of one part several pieces may go.
        if (struct.parent instanceof Y.Text) going.set(struct, (going.get(struct) ?? 0) + 1);
        goInside(struct, going);
      }
    }
  }
  return visitsFor(going);
}

/** With a block goes what is in it. */
function goInside({ content }: Y.Item, going: Map<Y.Item, number>): void {
  if (!(content instanceof Y.ContentType)) return;
  const { type } = content;
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (type instanceof Y.Text && !going.has(item)) going.set(item, 0);
    goInside(item, going);
  }
}

function visitsFor(going: ReadonlyMap<Y.Item, number>): number {
  const seen = new Set<Y.Item>();
  let visits = 0;
  for (const first of going.keys()) {
    if (seen.has(first)) continue;
    const isGone = (item: Y.Item) => item.deleted || !item.countable || going.has(item);
    let [gone, length] = [0, 0];
    const pass = (item: Y.Item) => {
      length++;
      const times = going.get(item);
      if (times === undefined) return;
      seen.add(item);
      gone += Math.max(1, times);
    };
    for (let item: Y.Item | null = first; item !== null && isGone(item); item = item.right) pass(item);
    for (let item = first.left; item !== null && isGone(item); item = item.left) pass(item);
    visits += gone * length;
    if (visits > MOST_VISITS) break;
  }
  return visits;
}

/** The same for parts that come in deleted, or with their deletion, into one text. @param count of them. */
export function visitsAmong(count: number, text: unknown): number {
  let gone = count;
  // A type that is not here yet holds nothing else.
  const start = text instanceof Y.Text ? text._start : null;
  for (let item = start; item !== null; item = item.right) if (item.deleted || !item.countable) gone++;
  return count * gone;
}
