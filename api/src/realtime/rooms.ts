import type { EventName, EventPayload } from '@trashfire/shared/realtime/events';

/** Whom an event is for: everybody of a team, everybody watching an episode, or one session's windows. */
export type Room = { team: string } | { episode: string } | { session: string };

/** Sends an event to whoever is in the room now. It says that something changed; who misses it finds out by asking again. */
export type Emit = <E extends EventName>(room: Room, event: E, payload: EventPayload<E>) => void;

/** The room's name in socket.io. */
export function roomName(room: Room): string {
  if ('team' in room) return `team:${room.team}`;
  return 'episode' in room ? `episode:${room.episode}` : `session:${room.session}`;
}
