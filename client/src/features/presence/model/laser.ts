import { type PresenceLaser, readPresence } from '@trashfire/shared/realtime/presence';

/** How long a spot of the pointer stays. */
export const LASER_MS = 1000;
/** Spots of one person that are kept: at the most the server passes on in that time. */
const MOST = 40;

interface Spot extends PresenceLaser {
  /** When this window heard of it, ms; the clock of the other one may be wrong. */
  readonly heard: number;
}

export interface Trail {
  readonly clientId: number;
  readonly name: string;
  readonly color: string;
  /** The oldest first. */
  readonly spots: readonly Spot[];
}

/** The trails with what everybody's presence says now, without what is older than a second. @param now ms. */
export function nextTrails(trails: readonly Trail[], states: ReadonlyMap<number, unknown>, now: number): Trail[] {
  const known = new Map(trails.map((trail) => [trail.clientId, trail]));
  for (const [clientId, state] of states) {
    const presence = readPresence(state);
    if (presence?.laser == null) continue;
    const { laser, user } = presence;
    const spots = known.get(clientId)?.spots ?? [];
    if (spots.at(-1)?.at === laser.at) continue;
    // On another picture the pointer was taken up anew.
    const same = spots.at(-1)?.on === laser.on ? spots.slice(1 - MOST) : [];
    known.set(clientId, { clientId, name: user.name, color: user.color, spots: [...same, { ...laser, heard: now }] });
  }
  return [...known.values()]
    .map((trail) => ({ ...trail, spots: trail.spots.filter(({ heard }) => now - heard < LASER_MS) }))
    .filter(({ spots }) => spots.length > 0);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where on a picture a pointer is; null beside it. */
export function spotIn(box: Box, x: number, y: number): { x: number; y: number } | null {
  const spot = { x: (x - box.left) / box.width, y: (y - box.top) / box.height };
  return spot.x >= 0 && spot.x <= 1 && spot.y >= 0 && spot.y <= 1 ? spot : null;
}
