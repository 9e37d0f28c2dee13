import { queryOptions, useQuery } from '@tanstack/react-query';
import { AppError } from '@trashfire/shared/errors/app-error';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';

/** Who is signed in here. A window whose bearer has ended does not fall back to the browser's other person. */
export const SESSION = queryOptions({
  queryKey: KEYS.session,
  queryFn: ({ signal }) => call('session', { signal }),
  staleTime: 60_000,
});

export function useSession() {
  return useQuery(SESSION);
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-signed-in';
}
