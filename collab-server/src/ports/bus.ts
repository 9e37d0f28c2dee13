import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';

/** What a bus can carry between nodes. */
export interface BusLimits {
  /** Longest message of a node; a longer one is not sent. */
  nodeBytes: number;
  /** Presence goes out at most once in this time, however often it changes. */
  presenceMs: number;
}

export interface BusListener {
  onMessage(message: BusMessage): void;
  /** What some node sent, our own messages included: see ../nodes/messages.ts. */
  onNodeMessage(bytes: Uint8Array): void;
  /** Listening began, for the first time or again: messages may have been missed, ours as well as theirs. */
  onReconnect(): void;
}

/**
 * The bell between nodes: delivery is not promised, polling covers what it loses. It has two channels: one that the whole
 * studio hears, for small messages, and one of the nodes alone, for bytes. Methods never throw.
 */
export interface Bus {
  readonly limits: BusLimits;
  /** Sends `forNodes` to the other nodes, then `messages` to everybody: who hears both hears them in this order. */
  publish(messages: readonly BusMessage[], forNodes?: readonly Uint8Array[]): void;
  subscribe(listener: BusListener): void;
  close(): Promise<void>;
}

/** For a single node: nothing to tell anybody. */
export const silentBus: Bus = {
  limits: { nodeBytes: 0, presenceMs: 1000 },
  publish: () => undefined,
  subscribe: () => undefined,
  close: () => Promise.resolve(),
};
