import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { writeBearer } from '../api/bearer.ts';
import { closeSocket, onEvent } from '../api/socket.ts';
import { useLiveQueries } from '../api/use-live-queries.ts';
import { CommandPalette } from '../features/palette/components/CommandPalette.tsx';
import { ShortcutSheet } from '../features/palette/components/ShortcutSheet.tsx';
import { isSignedOut, useSession } from '../features/session/model/use-session.ts';
import { Waiting } from './Waiting.tsx';

/** Everything behind the door: without a session the sign-in page, with one the page and the live connection. */
export function SignedIn() {
  const session = useSession();
  const { pathname } = useLocation();
  if (isSignedOut(session.error)) return <Navigate to="/sign-in" replace state={{ from: pathname }} />;
  // A refetch that fails while the studio is away must not tear down what stands: the banner says it, and people go on writing.
  if (!session.data) {
    if (session.error) throw session.error;
    return <Waiting />;
  }
  return <Connected />;
}

function Connected() {
  useLiveQueries();
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(
    () =>
      onEvent('session.ended', ({ reason }) => {
        writeBearer(null);
        closeSocket();
        client.clear();
        void navigate('/sign-in', { replace: true, state: { reason } });
      }),
    [navigate, client],
  );
  return (
    <>
      <Outlet />
      <CommandPalette />
      <ShortcutSheet />
    </>
  );
}
