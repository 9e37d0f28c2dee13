import type { Role } from '@trashfire/shared/access/roles';
import type { World } from './world.ts';

/** A poll a second, with what it takes to ask. */
const FELT_MS = 1200;
/** A poll that began while the store was slow holds up those after it. */
const STORE_WELL_MS = 12_000;

/** Gives a person another role, or takes them out of the team, and rings for it, as the api does. */
export function changeRights({ store, bus, say, time, rightsChanged }: World, person: string, role: Role | null): void {
  say(`${person}: ${role ?? 'removed'}`);
  store.setRole(person, role);
  rightsChanged.set(person, time.now);
  bus.ring({ kind: 'access', team: store.team, person });
}

/** R3: however many messages the bus loses, a socket admitted with rights that have changed is closed within a second. */
export function checkRights({ peers, store, time, rightsChanged, fail }: World): void {
  for (const [person, changed] of rightsChanged) {
    if (time.now < Math.max(changed + FELT_MS, store.wellSince + STORE_WELL_MS)) continue;
    rightsChanged.delete(person);
    for (const peer of peers) {
      const { connection } = peer;
      if (peer.person !== person || connection === null || connection.began >= changed || !connection.node.alive) continue;
      if (connection.server?.readyState === 1) fail(`R3: ${peer.name} is still connected with the rights ${person} had before`);
    }
  }
}
