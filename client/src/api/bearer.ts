/**
 * A second seat's sign-in. It lives in this window's session storage alone, so that another window of the same browser
 * can be another person; the first person of a browser is known by a cookie instead, which scripts cannot read.
 */
const KEY = 'trashfire.bearer';

export function readBearer(): string | null {
  return sessionStorage.getItem(KEY);
}

export function writeBearer(bearer: string | null): void {
  if (bearer === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, bearer);
}
