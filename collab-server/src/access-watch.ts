import type { TicketClaims } from '@trashfire/shared/access/tickets';
import type { CloseReason } from '@trashfire/shared/realtime/close-codes';
import { checkMembership } from './admission.ts';
import type { MemberKey, MembershipNow, MembershipSource } from './ports/access.ts';

/** What is closed when its holder's rights change. */
export interface Watched {
  readonly claims: TicketClaims;
  end(reason: CloseReason, words: string): void;
}

/**
 * Rights after admission: they follow the membership as it is now, polled and rung for, so nobody keeps typing after being
 * removed (R3; DESIGN §5.1). A changed role ends the connection too: its client returns at once with a new ticket, and never
 * believes it may write when it may not.
 */
export class AccessWatch {
  private readonly source: MembershipSource;
  private readonly watched = new Set<Watched>();

  constructor(source: MembershipSource) {
    this.source = source;
  }

  add(connection: Watched): void {
    this.watched.add(connection);
  }

  delete(connection: Watched): void {
    this.watched.delete(connection);
  }

  /** One membership, for admission. */
  async current(claims: TicketClaims): Promise<MembershipNow | null> {
    if (claims.member === null) return null;
    const [now] = await this.source.current([{ team: claims.team, person: claims.member }]);
    return now ?? null;
  }

  /** Checks everybody, or one person. Rejects when the store cannot answer; then nobody is thrown out. */
  async check(only: MemberKey | null = null): Promise<void> {
    const byMember = new Map<string, { key: MemberKey; connections: Watched[] }>();
    for (const connection of this.watched) {
      const { team, member: person } = connection.claims;
      if (person === null || (only !== null && (only.team !== team || only.person !== person))) continue;
      const id = `${team} ${person}`;
      const entry = byMember.get(id) ?? { key: { team, person }, connections: [] };
      entry.connections.push(connection);
      byMember.set(id, entry);
    }
    if (byMember.size === 0) return;
    const entries = [...byMember.values()];
    const answers = await this.source.current(entries.map((entry) => entry.key));
    for (const [i, { connections }] of entries.entries()) {
      for (const connection of connections) apply(connection, answers[i] ?? null);
    }
  }
}

function apply(connection: Watched, now: MembershipNow | null): void {
  const verdict = checkMembership(connection.claims, now);
  if (verdict === 'revoked') connection.end('revoked', 'access revoked');
  if (verdict === 'changed') connection.end('roleChanged', 'role changed');
}
