/**
 * Whether a page may make changes through this browser's cookie (R3): its origin must be the studio's own, by its public
 * address or by the very host the request was sent to. Browsers name the origin of every change, so none is refused too.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { origin: given, host: givenHost } = new URL(origin);
  return given === new URL(publicUrl).origin || (host !== undefined && givenHost === host);
}
