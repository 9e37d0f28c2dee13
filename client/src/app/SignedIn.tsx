import { lazy, Suspense } from 'react';
import { Navigate, useLocation } from 'react-router';
import { isSignedOut, useSession } from '../features/session/model/use-session.ts';
import { Waiting } from './Waiting.tsx';

/** A chunk of its own: whoever signs in needs neither the palette nor the live connection. */
const Connected = lazy(async () => ({ default: (await import('./Connected.tsx')).Connected }));

/** Everything behind the door: without a session the sign-in page, with one the page and the live connection. */
export function SignedIn() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (isSignedOut(session.error)) return <Navigate to="/sign-in" replace state={{ from: pathname + search }} />;
  // A refetch that fails while the studio is away must not tear down what stands: the banner says it, and people go on writing.
  if (!session.data) {
    if (session.error) throw session.error;
    return <Waiting />;
  }
  return (
    <Suspense fallback={<Waiting />}>
      <Connected />
    </Suspense>
  );
}
