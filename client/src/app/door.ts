import { queryClient } from '../api/query-client.ts';
import { isSignedOut, SESSION } from '../features/session/model/use-session.ts';

/** Pages that are there for whoever comes. */
const OPEN = ['/sign-in', '/enter'];

/** A studio that does not answer must not leave the window dark. ms. */
const LONGEST_MS = 1500;

/**
 * Asks who is here before the first page is drawn. A stranger goes to the sign-in page at once: the router would ask for the page
 * of the address, which is behind the door, before it knew.
 */
export async function leadToTheDoor(): Promise<void> {
  const { pathname, search } = window.location;
  if (OPEN.includes(pathname)) return;
  try {
    await Promise.race([queryClient.fetchQuery(SESSION), new Promise((resolve) => setTimeout(resolve, LONGEST_MS))]);
  } catch (error) {
    // Anything else is said by the page, which asks again.
    if (!isSignedOut(error)) return;
    // `usr` is where the router keeps the state of a location (react-router, history).
    window.history.replaceState({ usr: { from: pathname + search } }, '', '/sign-in');
  }
}
