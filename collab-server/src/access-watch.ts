import type { TicketClaims } from '@trashfire/shared/access/tickets';
import type { CloseReason } from '@trashfire/shared/realtime/close-codes';
import { checkMembership } from './admission.ts';
import { isIn, type Part } from './part.ts';
import type { KnownMember, MemberKey, MembershipNow, MembershipSource } from './ports/access.ts';

/** What is closed when its holder's rights change. */
export interface Watched {
  readonly claims: TicketClaims;
  end(reason: CloseReason, words: string): void;
}

interface Group {
  known: KnownMember;
  connections: Set<Watched>;
}

/**
 * Rights after admission: they follow the membership as it is now, polled and rung for, so nobody keeps typing after being
 * removed (R3; DESIGN §5.1). A changed role ends the connection too: its client returns at once with a new ticket, and never
 * believes it may write when it may not.
 */
export class AccessWatch {
  private readonly source: MembershipSource;
  /** Connections by the membership they were admitted under. */
  private readonly groups = new Map<string, Group>();

  constructor(source: MembershipSource) {
    this.source = source;
  }

  add(connection: Watched): void {
    const { team, member: person, version } = connection.claims;
    // A service has no membership.
    if (person === null) return;
    const id = groupOf(connection);
    const group = this.groups.get(id) ?? { known: { team, person, version }, connections: new Set() };
    this.groups.set(id, group);
    group.connections.add(connection);
  }

  delete(connection: Watched): void {
    const id = groupOf(connection);
    const group = this.groups.get(id);
    group?.connections.delete(connection);
    if (group?.connections.size === 0) this.groups.delete(id);
  }

  /** One membership, for admission. */
  async current({ team, member: person }: TicketClaims): Promise<MembershipNow | null> {
    return person === null ? null : await this.source.current({ team, person });
  }

  /** Checks one person. Rejects when the store cannot answer; then nobody is thrown out. */
  check({ team, person }: MemberKey): Promise<void> {
    return this.compare([...this.groups.values()].filter(({ known }) => team === known.team && person === known.person));
  }

  /** The same for everybody in this part. */
  checkPart(part: Part): Promise<void> {
    return this.compare([...this.groups.values()].filter(({ known }) => isIn(part, known.person)));
  }

  private async compare(groups: readonly Group[]): Promise<void> {
    if (groups.length === 0) return;
    const changes = await this.source.changed(groups.map(({ known }) => known));
    for (const { at, now } of changes) for (const connection of [...(groups[at]?.connections ?? [])]) apply(connection, now);
  }
}

const groupOf = ({ claims: { team, member, version } }: Watched): string => `${team} ${member} ${version}`;

function apply(connection: Watched, now: MembershipNow | null): void {
  const verdict = checkMembership(connection.claims, now);
  if (verdict === 'revoked') connection.end('revoked', 'access revoked');
  if (verdict === 'changed') connection.end('roleChanged', 'role changed');
}
