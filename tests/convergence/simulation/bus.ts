import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Bus, BusListener } from '../../../collab-server/src/ports/bus.ts';
import { MemoryNetwork } from '../../../collab-server/src/testing/memory-bus.ts';
import type { Process, VirtualTime } from './virtual-time.ts';

/** The bus in memory, late by the world's clock; what it delivers happens in the process of whoever listens. */
export class WorldBus {
  /** Chance that a message never arrives. */
  loss: number;
  private readonly network: MemoryNetwork;
  private readonly time: VirtualTime;

  constructor(time: VirtualTime, wire: Process, loss: number) {
    this.time = time;
    this.loss = loss;
    const { random } = time;
    const later = (deliver: () => void) => void time.after(random.int(1, 20), wire, deliver);
    this.network = new MemoryNetwork(random, { faults: { duplicate: loss / 4 }, later });
  }

  setAway(away: boolean): void {
    this.network.setDown(away);
  }

  /** As the api tells all nodes. */
  ring(message: BusMessage): void {
    this.network.ring(JSON.stringify(message));
  }

  connect(process: Process): Bus {
    const bus = this.network.bus();
    const { time } = this;
    const act = (run: () => void) => void time.after(0, process, run);
    const perhaps = (run: () => void) => (time.random.chance(this.loss) ? undefined : act(run));
    return {
      ...bus,
      subscribe: (listener: BusListener) =>
        bus.subscribe({
          onMessage: (message) => perhaps(() => listener.onMessage(message)),
          onNodeMessage: (bytes) => perhaps(() => listener.onNodeMessage(bytes)),
          onReconnect: () => act(() => listener.onReconnect()),
        }),
    };
  }
}
