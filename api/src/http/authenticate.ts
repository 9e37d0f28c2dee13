import type { IncomingHttpHeaders } from 'node:http';
import { readCookie } from './cookies.ts';
import type { Viewer } from './handler.ts';

export interface Authenticated {
  viewer: Viewer;
  /** A cookie is sent by the browser on its own, so changes made with one also need the right origin. */
  by: 'bearer' | 'cookie';
}

/** @returns who the headers speak for, or null. */
export type Authenticate = (headers: IncomingHttpHeaders, bearer?: string | null) => Promise<Authenticated | null>;

interface Deps {
  cookieName: string;
  /** @returns the session behind a token while it is good. */
  viewerOf(token: string): Promise<Viewer | null>;
}

/**
 * A bearer comes before the cookie and does not fall back to it: a second seat whose bearer has ended must not silently
 * become the browser's other person.
 */
export function createAuthenticate({ cookieName, viewerOf }: Deps): Authenticate {
  return async (headers, given = null) => {
    const bearer = given ?? /^Bearer (\S{16,200})$/.exec(headers.authorization ?? '')?.[1] ?? null;
    if (bearer !== null || headers.authorization !== undefined) {
      const viewer = bearer === null ? null : await viewerOf(bearer);
      return viewer === null ? null : { viewer, by: 'bearer' };
    }
    const token = readCookie(headers.cookie, cookieName);
    const viewer = token === null ? null : await viewerOf(token);
    return viewer === null ? null : { viewer, by: 'cookie' };
  };
}
