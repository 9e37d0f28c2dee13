import { CLOSE } from './close-codes.ts';

const FIRST_MS = 300;
/** With what connecting itself takes, everybody is back in little more than this after a network healed (facts: faults B1 #8). */
const MAX_MS = 3000;
/** A server that says it has too much to do is given more time: as if it had been tried this often already. */
const OVERLOADED_ATTEMPTS = 2;
/**
 * Whoever was sent away by a server that restarts goes to another, and so many times as soon as after the first interruption:
 * until it is gone, a load balancer sends every second one back to it (facts: faults B1 #6).
 */
const RESTART_ATTEMPTS = 5;

/**
 * Time to wait before connecting again. y-websocket's own backoff has no jitter, so after a restart all clients would come
 * back in the same instant (facts: sync §2).
 * @param attempt failures since the last connection that synced, from 0.
 * @param random in [0, 1).
 * @param code with which the server closed, if it did.
 * @param restarting whether a server has said that it restarts since there was a connection that lasted.
 */
export function reconnectDelay(attempt: number, random: number, code?: number, restarting = false): number {
  const tried = restarting ? Math.max(0, attempt - RESTART_ATTEMPTS) : attempt;
  const counted = code === CLOSE.overloaded ? attempt + OVERLOADED_ATTEMPTS : tried;
  return Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(counted, 10)) * (0.2 + 0.8 * random);
}

/** RFC 6455 §7.4.1, "message too big": a server's socket closes with it by itself, before the studio's own words are sent. */
const MESSAGE_TOO_BIG = 1009;

/** A close code in the studio's own terms: coming back with the same message would only be closed again. */
export function closeCodeOf(code: number): number {
  return code === MESSAGE_TOO_BIG ? CLOSE.tooLarge : code;
}

/** Codes after which the same client may not come back as it is (y-websocket 3.1's convention). */
export function isPermanentClose(code: number): boolean {
  const own = closeCodeOf(code);
  return own >= 4400 && own < 4500;
}
