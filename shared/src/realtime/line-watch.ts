/** A socket that does not open in this time never will: a browser alone would wait for minutes. */
const OPEN_MS = 15_000;
/** From the open socket to the document. A large one on a thin line is one message that shows no progress. */
const SYNC_MS = 60_000;
/** After so long without a word the server is asked for one, and given so long to answer: 15 s in all (facts: faults B1 #8). */
const QUIET_MS = 9000;
const ANSWER_MS = 4000;
const LOOK_MS = 1000;

export interface LineWatchDeps {
  /** Sends something the server always answers. */
  probe: () => void;
  /** The line is dead though nobody closed it. */
  onDead: () => void;
}

/**
 * Notices a line on which nothing comes any more without anybody having closed it: a cable pulled, a laptop that woke up
 * elsewhere, a proxy that forgot us. Only a message is a sign of life; whether the server stores what it hears is another matter.
 */
export class LineWatch {
  private readonly deps: LineWatchDeps;
  private timer: ReturnType<typeof setInterval> | undefined;
  private lastHeard = 0;
  private probed: number | null = null;
  private state: 'opening' | 'open' | 'synced' = 'opening';

  constructor(deps: LineWatchDeps) {
    this.deps = deps;
  }

  /** A socket is being opened. */
  start(): void {
    this.stop();
    this.state = 'opening';
    this.heard();
    this.timer = setInterval(() => this.look(performance.now()), LOOK_MS);
  }

  opened(): void {
    this.state = 'open';
    this.heard();
  }

  synced(): void {
    this.state = 'synced';
  }

  heard(): void {
    this.lastHeard = performance.now();
    this.probed = null;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(now: number): void {
    const quiet = now - this.lastHeard;
    if (this.state !== 'synced') {
      if (quiet > (this.state === 'opening' ? OPEN_MS : SYNC_MS)) this.deps.onDead();
    } else if (this.probed !== null) {
      if (now - this.probed > ANSWER_MS) this.deps.onDead();
    } else if (quiet > QUIET_MS) {
      this.probed = now;
      this.deps.probe();
    }
  }
}
