import type { Role } from '@trashfire/shared/access/roles';

export interface MemberKey {
  team: string;
  person: string;
}

export interface MembershipNow {
  version: number;
  role: Role;
}

/** A membership as somebody knows it. */
export interface KnownMember extends MemberKey {
  version: number;
}

/** One of those asked for that is not as it was known; `now` is null when the person is no longer a member. */
export interface MemberChange {
  /** Its place in what was asked. */
  at: number;
  now: MembershipNow | null;
}

/** Memberships as they are now (R3). */
export interface MembershipSource {
  /** Null when the person is no longer a member. */
  current(member: MemberKey): Promise<MembershipNow | null>;
  /** Those that are not as they are known: nearly always none, which is why thousands can be asked for twice a second. */
  changed(known: readonly KnownMember[]): Promise<MemberChange[]>;
}
