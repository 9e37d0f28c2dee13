import type * as Y from 'yjs';
import type { ClientOwners } from './client-owners.ts';
import { fittingOf, type InboxUpdate, placesFor } from './inbox.ts';

/**
 * Whether an update that is committed before it is applied will apply: all it builds on must be here. Worked out beside the
 * document, since a copy of it would hold the loop for as long as the document is large (R7). Its sender is told when not.
 */
export function fitsAlone(item: InboxUpdate, doc: Y.Doc, clockOf: (client: number) => number, owners: ClientOwners): boolean {
  const [fitting] = fittingOf([item], clockOf, owners);
  const places = fitting === undefined ? null : placesFor(fitting, doc);
  if (places === null) return false;
  if (places.waits) item.member.askForAll(item.complete);
  return !places.waits;
}
