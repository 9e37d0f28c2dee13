import type { Watcher } from '@trashfire/shared/api/worker-contract';
import type { RenderProgress } from '@trashfire/shared/realtime/presence';
import type { SetTimer } from './timer.ts';

/** At most 2 Hz reaches a room (DESIGN §4): progress is for eyes. */
const FLUSH_MS = 500;
/** A connection to a room is kept this long after its last task, because the next shot of the episode is usually next. */
const LINGER_MS = 15_000;

/** A worker's presence in one `renders:` document. */
export interface RoomPresence {
  set(progress: RenderProgress): void;
  /** The session ended for good: whoever wants to be seen joins anew. */
  closed(): boolean;
  close(): void;
}

export interface ProgressBoard {
  /** Begins to show a task in every room that watches it. */
  show(taskId: string, fence: number, watchers: readonly Watcher[]): { percent(value: number): void; clear(): void };
  close(): void;
}

interface Attempt {
  taskId: string;
  fence: number;
}

interface Deps {
  /** Joins a document's room; the ticket is asked anew for each connection, for a task that is running then. */
  join(document: string, ticketFor: () => Attempt): RoomPresence;
  setTimer: SetTimer;
}

interface Room {
  presence: RoomPresence;
  progress: Map<string, { percent: number; taskId: string }>;
  tasks: Attempt[];
  flush: { clear(): void } | null;
  linger: { clear(): void } | null;
}

/** Joins a room for its first task and leaves it 15 s after its last. */
export function createProgressBoard(deps: Deps): ProgressBoard {
  const rooms = new Map<string, Room>();

  const flush = (room: Room) => {
    room.flush ??= deps.setTimer(() => {
      room.flush = null;
      room.presence.set(Object.fromEntries(room.progress));
    }, FLUSH_MS);
  };
  const enter = (document: string, attempt: Attempt): Room => {
    // A task that is over gets no ticket, so a connection lost later comes back with the newest one's.
    const ticketFor = () => rooms.get(document)?.tasks.at(-1) ?? attempt;
    let room = rooms.get(document);
    if (!room) {
      room = { presence: deps.join(document, ticketFor), progress: new Map(), tasks: [], flush: null, linger: null };
      rooms.set(document, room);
    } else if (room.presence.closed()) {
      room.presence.close();
      room.presence = deps.join(document, ticketFor);
    }
    room.linger?.clear();
    room.linger = null;
    room.tasks.push(attempt);
    return room;
  };
  const leave = (document: string, room: Room, attempt: Attempt) => {
    const place = room.tasks.indexOf(attempt);
    if (place >= 0) room.tasks.splice(place, 1);
    if (room.tasks.length > 0) return;
    room.linger = deps.setTimer(() => {
      room.flush?.clear();
      room.presence.close();
      rooms.delete(document);
    }, LINGER_MS);
  };

  return {
    show(taskId, fence, watchers) {
      const attempt: Attempt = { taskId, fence };
      const entered = watchers.map((watcher) => ({ ...watcher, room: enter(watcher.document, attempt) }));
      const set = (percent: number) => {
        for (const { room, target } of entered) {
          room.progress.set(target, { percent: Math.round(percent), taskId });
          flush(room);
        }
      };
      set(0);
      return {
        percent: set,
        clear() {
          for (const { room, target, document } of entered) {
            room.progress.delete(target);
            flush(room);
            leave(document, room, attempt);
          }
        },
      };
    },
    close() {
      for (const room of rooms.values()) {
        room.flush?.clear();
        room.linger?.clear();
        room.presence.close();
      }
      rooms.clear();
    },
  };
}
