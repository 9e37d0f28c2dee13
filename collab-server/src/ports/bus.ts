import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';

/** The bell between nodes: delivery is not promised, polling covers what it loses. Methods never throw. */
export interface Bus {
  publish(messages: readonly BusMessage[]): void;
  /** `onReconnect` tells that messages may have been missed. */
  subscribe(onMessage: (message: BusMessage) => void, onReconnect: () => void): void;
  close(): Promise<void>;
}

/** For a single node: nothing to tell anybody. */
export const silentBus: Bus = { publish: () => undefined, subscribe: () => undefined, close: () => Promise.resolve() };
