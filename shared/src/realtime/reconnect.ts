const FIRST_MS = 300;
const MAX_MS = 5000;

/**
 * Time to wait before connecting again. y-websocket's own backoff has no jitter, so after a restart all clients would come
 * back in the same instant (facts: sync §2).
 * @param attempt failures since the last connection that synced, from 0.
 * @param random in [0, 1).
 */
export function reconnectDelay(attempt: number, random: number): number {
  return Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10)) * (0.2 + 0.8 * random);
}

/** Codes after which the same client may not come back as it is (y-websocket 3.1's convention). */
export function isPermanentClose(code: number): boolean {
  return code >= 4400 && code < 4500;
}
