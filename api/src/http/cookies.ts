/** Name and attributes of the session cookie. */
export interface SessionCookie {
  name: string;
  /** Sent over https alone; off where the studio itself is reached by http. */
  secure: boolean;
}

/** Cookies do not tell ports apart, so two studios on one machine need two names. */
export function sessionCookie(publicUrl: string): SessionCookie {
  const { port, protocol } = new URL(publicUrl);
  return { name: `trashfire_${port || 'session'}`, secure: protocol === 'https:' };
}

/** @returns the cookie's value, or null. @param header the request's Cookie header. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || null;
  }
  return null;
}

/** Set-Cookie of a session; a null token forgets it. */
export function writeCookie(cookie: SessionCookie, token: string | null, expiresAt: Date): string {
  const expires = token === null ? new Date(0) : expiresAt;
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', `Expires=${expires.toUTCString()}`];
  if (cookie.secure) attributes.push('Secure');
  return [`${cookie.name}=${token ?? ''}`, ...attributes].join('; ');
}
