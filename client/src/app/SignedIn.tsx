import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { onEvent } from '../api/socket.ts';
import { useLiveQueries } from '../api/use-live-queries.ts';
import { CommandPalette } from '../features/palette/components/CommandPalette.tsx';
import { ShortcutSheet } from '../features/palette/components/ShortcutSheet.tsx';
import { SignOutDialog } from '../features/session/components/SignOutDialog.tsx';
import { isSignedOut, useSession } from '../features/session/model/use-session.ts';
import { useLeave } from '../features/session/model/use-sign-out.ts';
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
  const leave = useLeave();
  useEffect(() => onEvent('session.ended', ({ reason }) => void leave(reason)), [leave]);
  return (
    <>
      <Outlet />
      <CommandPalette />
      <ShortcutSheet />
      <SignOutDialog />
    </>
  );
}
