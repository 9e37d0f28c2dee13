import type { Watcher } from '@trashfire/shared/api/worker-contract';
import type { RenderProgress } from '@trashfire/shared/realtime/presence';

/** At most 2 Hz reaches a room (DESIGN §4): progress is for eyes. */
const FLUSH_MS = 500;
/** A connection to a room is kept this long after its last task, because the next shot of the episode is usually next. */
const LINGER_MS = 15_000;

/** A worker's presence in one `renders:` document. */
export interface RoomPresence {
  set(progress: RenderProgress): void;
  close(): void;
}

export interface ProgressBoard {
  /** Begins to show a task in every room that watches it. */
  show(taskId: string, fence: number, watchers: readonly Watcher[]): { percent(value: number): void; clear(): void };
  close(): void;
}

interface Deps {
  /** Joins a document's room; the ticket is asked anew for each connection. */
  join(document: string, ticketFor: { taskId: string; fence: number }): RoomPresence;
  setTimer(fn: () => void, ms: number): { clear(): void };
}

interface Room {
  presence: RoomPresence;
  progress: Map<string, { percent: number; taskId: string }>;
  tasks: number;
  flush: { clear(): void } | null;
  linger: { clear(): void } | null;
}

export function createProgressBoard(deps: Deps): ProgressBoard {
  const rooms = new Map<string, Room>();

  const flush = (room: Room) => {
    room.flush ??= deps.setTimer(() => {
      room.flush = null;
      room.presence.set(Object.fromEntries(room.progress));
    }, FLUSH_MS);
  };
  const enter = (document: string, ticketFor: { taskId: string; fence: number }): Room => {
    let room = rooms.get(document);
    if (!room) {
      room = { presence: deps.join(document, ticketFor), progress: new Map(), tasks: 0, flush: null, linger: null };
      rooms.set(document, room);
    }
    room.linger?.clear();
    room.linger = null;
    room.tasks += 1;
    return room;
  };
  const leave = (document: string, room: Room) => {
    room.tasks -= 1;
    if (room.tasks > 0) return;
    room.linger = deps.setTimer(() => {
      room.flush?.clear();
      room.presence.close();
      rooms.delete(document);
    }, LINGER_MS);
  };

  return {
    show(taskId, fence, watchers) {
      const entered = watchers.map((watcher) => ({ ...watcher, room: enter(watcher.document, { taskId, fence }) }));
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
            leave(document, room);
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
