import { can } from '@trashfire/shared/access/roles';
import { useSession } from '../../session/model/use-session.ts';

/** What the person may do here; what they may not is not offered. The studio checks it again. */
export function useMay(): { make: boolean; remove: boolean } {
  const role = useSession().data?.role;
  return {
    make: role !== undefined && can(role, 'episode.create'),
    remove: role !== undefined && can(role, 'episode.delete'),
  };
}
