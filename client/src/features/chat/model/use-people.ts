import { useQuery } from '@tanstack/react-query';
import type { PersonView } from '@trashfire/shared/api/contract';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';

/** People join a team seldom; a name that is not there yet is found a minute later. */
const FRESH_MS = 60_000;
const NOBODY: readonly PersonView[] = [];

/** Everybody of the team, for names that can be called. */
export function usePeople(): readonly PersonView[] {
  const { data } = useQuery({ queryKey: KEYS.people, queryFn: ({ signal }) => call('people', { signal }), staleTime: FRESH_MS });
  return data?.people ?? NOBODY;
}
