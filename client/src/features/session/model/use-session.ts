import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { AppError } from '@trashfire/shared/errors/app-error';
import { useNavigate } from 'react-router';
import { writeBearer } from '../../../api/bearer.ts';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { closeSocket } from '../../../api/socket.ts';

/** Who is signed in here. A window whose bearer has ended does not fall back to the browser's other person. */
export function useSession() {
  return useQuery({ queryKey: KEYS.session, queryFn: ({ signal }) => call('session', { signal }), staleTime: 60_000 });
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-signed-in';
}

export function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => call('signOut'),
    onSettled: async () => {
      writeBearer(null);
      closeSocket();
      client.clear();
      await navigate('/sign-in', { state: { reason: 'You are signed out.' } });
    },
  });
}
