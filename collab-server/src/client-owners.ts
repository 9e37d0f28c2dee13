import type { RowAuthor } from './ports/update-log.ts';
import { actorKey } from './presence-state.ts';

/** Of one actor and room: each tab and each reload has a client id of its own. The oldest is forgotten first. */
const MOST_CLIENTS = 200;
/** Beyond it the actor whose first client id came longest ago is forgotten. */
const MOST_ACTORS = 1000;

/**
 * Whose a Yjs client id is: the actor's that shows itself under it, or that wrote under it first since the room was loaded.
 * Content of somebody else under the same id would have the clocks of what its owner writes next, which every replica would
 * then take for known: the owner's words would be lost without a sign (facts: sync §2.6).
 */
export class ClientOwners {
  private readonly owners = new Map<number, string>();
  private readonly clients = new Map<string, Set<number>>();
  private readonly shownBy: (client: number) => string | null;

  /** @param shownBy the actor whose presence is under a client id now, or null. */
  constructor(shownBy: (client: number) => string | null) {
    this.shownBy = shownBy;
  }

  /** @param clients that an edit adds content under. @returns false when one of them is another's; else all are the author's from now on. */
  take(author: RowAuthor, clients: readonly number[]): boolean {
    const actor = actorKey(author);
    const fresh: number[] = [];
    for (const client of clients) {
      const known = this.owners.get(client);
      if ((known ?? this.shownBy(client) ?? actor) !== actor) return false;
      if (known === undefined) fresh.push(client);
    }
    for (const client of fresh) this.keep(actor, client);
    return true;
  }

  private keep(actor: string, client: number): void {
    let own = this.clients.get(actor);
    if (own === undefined) {
      own = new Set();
      this.clients.set(actor, own);
      const [oldest] = this.clients.keys();
      if (this.clients.size > MOST_ACTORS && oldest !== undefined) this.forget(oldest);
    }
    own.add(client);
    this.owners.set(client, actor);
    const [oldest] = own;
    if (own.size <= MOST_CLIENTS || oldest === undefined) return;
    own.delete(oldest);
    this.owners.delete(oldest);
  }

  private forget(actor: string): void {
    for (const client of this.clients.get(actor) ?? []) this.owners.delete(client);
    this.clients.delete(actor);
  }
}
