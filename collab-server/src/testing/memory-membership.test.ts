import { newId } from '@trashfire/shared/ids';
import { membershipAcceptance } from './membership-acceptance.ts';
import { MemoryMemberships } from './memory-membership.ts';

membershipAcceptance(async () => {
  const source = new MemoryMemberships();
  return {
    source,
    stranger: async () => ({ team: newId(), person: newId() }),
    set: async (member, role) => source.set(member, role),
  };
});
