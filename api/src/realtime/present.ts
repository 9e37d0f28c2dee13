import type { PresentView } from '@trashfire/shared/api/home-contract';
import type { Viewer } from '../http/handler.ts';

/** A window: the rooms its socket is in, the one it joined last being the last. */
export interface OpenWindow {
  rooms: Iterable<string>;
  viewer: Pick<Viewer, 'personId' | 'name' | 'color'>;
}

const EPISODE = 'episode:';

/**
 * Who is in which episode. Pure. A window that moved on to another episode is still in the room of the one before, so only the
 * last one counts.
 */
export function presentOf(windows: readonly OpenWindow[]): PresentView['episodes'] {
  const episodes = new Map<string, Map<string, { id: string; name: string; color: string }>>();
  for (const { rooms, viewer } of windows) {
    const last = [...rooms].findLast((room) => room.startsWith(EPISODE));
    if (last === undefined) continue;
    const id = last.slice(EPISODE.length);
    const people = episodes.get(id) ?? new Map();
    people.set(viewer.personId, { id: viewer.personId, name: viewer.name, color: viewer.color });
    episodes.set(id, people);
  }
  return [...episodes].map(([id, people]) => ({ id, people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)) }));
}
