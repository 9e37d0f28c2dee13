import type { PresenceUser } from '@trashfire/shared/realtime/presence';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';

/** Who is in a scene right now. */
export function PeopleIn({ people }: { people: readonly PresenceUser[] }) {
  return people
    .slice(0, 2)
    .map((user) =>
      user.kind === 'agent' ? (
        <Diamond key={user.id} size={14} />
      ) : (
        <Avatar key={user.id} name={user.name} color={user.color} size={16} />
      ),
    );
}
