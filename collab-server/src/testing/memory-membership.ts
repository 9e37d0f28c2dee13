import type { Role } from '@trashfire/shared/access/roles';
import type { MemberChange, MemberKey, MembershipNow, MembershipSource } from '../ports/access.ts';

/** Memberships in place of the table, for tests and the simulation: the same promises. */
export class MemoryMemberships implements MembershipSource {
  private readonly members = new Map<string, MembershipNow>();
  /** As the table does it: no membership ever has the version of another, or of one that was removed. */
  private versions = 0;

  /** @param role null takes the person out of the team. */
  set(member: MemberKey, role: Role | null): void {
    if (role === null) this.members.delete(keyOf(member));
    else this.members.set(keyOf(member), { role, version: ++this.versions });
  }

  now(member: MemberKey): MembershipNow | null {
    return this.members.get(keyOf(member)) ?? null;
  }

  current: MembershipSource['current'] = async (member) => this.now(member);

  changed: MembershipSource['changed'] = async (known) =>
    known.flatMap((member, at): MemberChange[] => {
      const now = this.now(member);
      return now?.version === member.version ? [] : [{ at, now }];
    });
}

const keyOf = ({ team, person }: MemberKey): string => `${team} ${person}`;
