import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AssetKey } from './store.ts';

/** Signed URLs: the only way to bytes. The signature covers method, path and every parameter (R3). */
export interface SignedUrls {
  /** A GET of an asset. @param seconds how long it is good. */
  signGet(key: AssetKey, seconds?: number): string;
  /** One PUT of exactly these bytes. */
  signPut(key: AssetKey, upload: { bytes: number; mime: string }): string;
  /** @returns whether a URL was signed by us for this method and is not past its time. */
  check(method: 'GET' | 'PUT', path: string, query: Readonly<Record<string, string>>): boolean;
  /** When a URL signed now ends. */
  expiresAt(): Date;
}

interface Deps {
  secret: string;
  now(): Date;
  /** Put before the path for whoever is not a browser on this origin; empty for URLs relative to it. */
  origin?: string;
}

/** The most a URL may live (DESIGN §7). */
export const URL_TTL_SECONDS = 300;
/** URLs end on the same half minute, so a page that asks twice gets the same URL and its cache is used. */
const STEP_SECONDS = 30;

/** Signs with HMAC-SHA256 under `secret`; whoever shares it and the clock can check what another process signed. */
export function createSignedUrls({ secret, now, origin = '' }: Deps): SignedUrls {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const expiry = (ttl: number) => Math.floor(seconds() / STEP_SECONDS) * STEP_SECONDS + ttl;
  const signature = (method: string, path: string, query: Readonly<Record<string, string>>): string => {
    const fields = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
    return createHmac('sha256', secret)
      .update(JSON.stringify([method, path, ...fields]))
      .digest('base64url');
  };
  const url = (method: string, path: string, query: Record<string, string>): string => {
    const params = new URLSearchParams({ ...query, signature: signature(method, path, query) });
    return `${origin}${path}?${params}`;
  };

  return {
    signGet: ({ teamId, hash }, ttl = URL_TTL_SECONDS) => url('GET', `/assets/${teamId}/${hash}`, { expires: `${expiry(ttl)}` }),
    signPut: ({ teamId, hash }, { bytes, mime }) =>
      url('PUT', `/uploads/${teamId}/${hash}`, { bytes: `${bytes}`, mime, expires: `${expiry(URL_TTL_SECONDS)}` }),
    check(method, path, { signature: given = '', ...query }) {
      const expected = Buffer.from(signature(method, path, query));
      const actual = Buffer.from(given);
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return false;
      return Number(query.expires) >= seconds();
    },
    expiresAt: () => new Date(expiry(URL_TTL_SECONDS) * 1000),
  };
}
