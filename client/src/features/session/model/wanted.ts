/**
 * The page somebody wanted who had to sign in first. It is kept for this window alone until they have: the link they sign in with
 * is a page load of its own.
 */
const KEY = 'trashfire.wanted';
/** Pages that are the way in, and nowhere to go on to. */
const DOORS = ['/sign-in', '/enter'];

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** @returns a path of this studio, as it was wanted; null for anything else, so that nobody is led to a strange place. */
export function ownPath(wanted: unknown, origin: string): string | null {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, origin)) return null;
  const url = new URL(wanted, origin);
  // Two slashes at its beginning would name another place once more (`/.//there`).
  if (url.origin !== origin || url.pathname.startsWith('//') || DOORS.includes(url.pathname)) return null;
  return url.pathname + url.search + url.hash;
}

export function keepWanted(shelf: Shelf, wanted: string): void {
  try {
    shelf.setItem(KEY, wanted);
  } catch {
    // A browser that keeps nothing: signing in leads home.
  }
}

/** Takes it out: it is gone to once. */
export function takeWanted(shelf: Shelf, origin: string): string | null {
  try {
    const wanted = shelf.getItem(KEY);
    shelf.removeItem(KEY);
    return ownPath(wanted, origin);
  } catch {
    return null;
  }
}
