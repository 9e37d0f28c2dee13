import * as encoding from 'lib0/encoding';
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { LIMITS } from './limits.ts';
import { BUFFER_HIGH_BYTES } from './outbox.ts';
import { MESSAGE_AWARENESS } from './protocol.ts';

/** The server shows others no more of it. */
const INTERVAL_MS = 1000 / LIMITS.awarenessPerSecond;

interface Changed {
  added: number[];
  updated: number[];
  removed: number[];
}

/**
 * Sends this client's own presence and nobody else's. y-websocket's provider repeats each change it hears of anybody, so one
 * cursor's move in a room of 20 comes back to the server 20 times (facts: sync, "Reproduced" 9). The first change leaves at
 * once, then 30 a second at most, and none over a connection that is behind with edits: the last value wins.
 */
export class PresenceSender {
  private readonly awareness: Awareness;
  private readonly socket: () => Pick<WebSocket, 'bufferedAmount' | 'send'> | null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = Number.NEGATIVE_INFINITY;
  private dirty = false;

  /** @param socket the open socket, or null; opening one sends presence by itself. */
  constructor(awareness: Awareness, socket: () => Pick<WebSocket, 'bufferedAmount' | 'send'> | null) {
    this.awareness = awareness;
    this.socket = socket;
    awareness.on('update', this.onUpdate);
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.awareness.off('update', this.onUpdate);
  }

  private readonly onUpdate = ({ added, updated, removed }: Changed): void => {
    const own = this.awareness.clientID;
    if (![added, updated, removed].some((clients) => clients.includes(own))) return;
    this.dirty = true;
    if (this.timer === undefined) this.send();
  };

  private send(): void {
    const socket = this.socket();
    if (socket === null || !this.dirty) return;
    const wait = socket.bufferedAmount > BUFFER_HIGH_BYTES ? INTERVAL_MS : this.last + INTERVAL_MS - performance.now();
    if (wait > 0) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.send();
      }, wait);
      return;
    }
    this.dirty = false;
    this.last = performance.now();
    socket.send(encodeOwnPresence(this.awareness));
  }
}

/** An awareness frame with the state of this client alone; null as its state says that it left. */
export function encodeOwnPresence(awareness: Awareness): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
  encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]));
  return encoding.toUint8Array(encoder);
}
