import type { Role } from '@trashfire/shared/access/roles';

export interface MemberKey {
  team: string;
  person: string;
}

export interface MembershipNow {
  version: number;
  role: Role;
}

/** Memberships as they are now (R3). */
export interface MembershipSource {
  /** One answer per key, in order; null when the person is no longer a member. */
  current(members: readonly MemberKey[]): Promise<(MembershipNow | null)[]>;
}
