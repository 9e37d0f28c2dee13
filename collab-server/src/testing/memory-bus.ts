import { type BusMessage, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Random } from '@trashfire/shared/testing/random';
import type { Bus, BusLimits, BusListener } from '../ports/bus.ts';

/** What may happen to one message on its way to one listener; chances from 0 to 1. */
export interface BusFaults {
  lose: number;
  duplicate: number;
  /** Chance that a message overtakes those before it. */
  reorder: number;
}

export interface MemoryNetworkOptions {
  faults?: Partial<BusFaults>;
  limits?: BusLimits;
  /** Delivers one message after a while of its choice, e.g. with setTimeout; left out, {@link MemoryNetwork.step} delivers by hand. */
  later?: (deliver: () => void) => void;
}

/** One node's connection. */
interface Line {
  listener: BusListener | null;
  down: boolean;
}

interface Letter {
  to: Line;
  deliver(listener: BusListener): void;
}

const NO_FAULTS: BusFaults = { lose: 0, duplicate: 0, reorder: 0 };
const LIMITS: BusLimits = { nodeBytes: 64 * 1024, presenceMs: 33 };
/** So that settling ends, whatever the chance of a duplicate. */
const MOST_COPIES = 3;

/**
 * A bus in memory for tests and the simulation. What it does to messages depends on the random alone, so a run can be
 * repeated. Like the real ones it delivers to everybody who listens, the sender included.
 */
export class MemoryNetwork {
  private readonly random: Random;
  private faults: BusFaults;
  private readonly limits: BusLimits;
  private readonly later: MemoryNetworkOptions['later'];
  private readonly lines = new Map<Bus, Line>();
  private letters: Letter[] = [];

  constructor(random: Random, { faults, limits = LIMITS, later }: MemoryNetworkOptions = {}) {
    this.random = random;
    this.faults = { ...NO_FAULTS, ...faults };
    this.limits = limits;
    this.later = later;
  }

  /** The bus of one node. */
  bus(): Bus {
    const line: Line = { listener: null, down: false };
    const bus: Bus = {
      limits: this.limits,
      publish: (messages, forNodes = []) => this.publish(line, messages, forNodes),
      subscribe: (listener) => {
        line.listener = listener;
        this.begin(line);
      },
      close: () => {
        line.listener = null;
        line.down = true;
        this.forget(line);
        this.lines.delete(bus);
        return Promise.resolve();
      },
    };
    this.lines.set(bus, line);
    return bus;
  }

  /** From now on; left out is none. */
  setFaults(faults: Partial<BusFaults>): void {
    this.faults = { ...NO_FAULTS, ...faults };
  }

  /** Messages on their way. */
  get pending(): number {
    return this.letters.length;
  }

  /** Delivers one message. @returns false when there was none. */
  step(): boolean {
    const [first] = this.letters;
    if (first === undefined) return false;
    this.deliver(this.random.chance(this.faults.reorder) ? this.random.pick(this.letters) : first);
    return true;
  }

  /** Delivers everything, what is sent meanwhile too. */
  settle(): void {
    while (this.step());
  }

  /**
   * Nothing reaches or leaves a bus that is down, and what is on its way is lost. Back up, it tells its listener.
   * @param only one node's bus; left out, all of them.
   */
  setDown(down: boolean, only: Bus | null = null): void {
    for (const [bus, line] of this.lines) {
      if ((only !== null && bus !== only) || line.down === down) continue;
      line.down = down;
      this.forget(line);
      if (!down) this.begin(line);
    }
  }

  /** Puts a text on the channel that all hear, as anyone may. */
  ring(text: string): void {
    const message = parseBusMessage(text);
    if (message !== null) this.toAll((listener) => listener.onMessage(message));
  }

  private publish(from: Line, messages: readonly BusMessage[], forNodes: readonly Uint8Array[]): void {
    if (from.down) return;
    for (const bytes of forNodes) {
      if (bytes.length <= this.limits.nodeBytes) this.toAll((listener) => listener.onNodeMessage(bytes.slice()));
    }
    for (const message of messages) this.toAll((listener) => listener.onMessage({ ...message }));
  }

  private toAll(deliver: Letter['deliver']): void {
    for (const to of this.lines.values()) {
      if (to.down || this.random.chance(this.faults.lose)) continue;
      let copies = 1;
      while (copies < MOST_COPIES && this.random.chance(this.faults.duplicate)) copies++;
      for (let copy = 0; copy < copies; copy++) this.post({ to, deliver });
    }
  }

  /** The start of listening is no message: it is never lost. */
  private begin(line: Line): void {
    if (!line.down) this.post({ to: line, deliver: (listener) => listener.onReconnect() });
  }

  private post(letter: Letter): void {
    this.letters.push(letter);
    this.later?.(() => this.deliver(letter));
  }

  private deliver(letter: Letter): void {
    const at = this.letters.indexOf(letter);
    // Lost with a bus that went down meanwhile.
    if (at === -1) return;
    this.letters.splice(at, 1);
    if (letter.to.listener !== null) letter.deliver(letter.to.listener);
  }

  private forget(line: Line): void {
    this.letters = this.letters.filter((letter) => letter.to !== line);
  }
}
