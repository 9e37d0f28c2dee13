import { monitorEventLoopDelay } from 'node:perf_hooks';

type IntervalHistogram = ReturnType<typeof monitorEventLoopDelay>;

const RESOLUTION_MS = 10;
/** Each figure looks back over one to two of these. */
const WINDOW_MS = 10_000;

export interface LoopDelayFigures {
  p50: number;
  p99: number;
  max: number;
}

/**
 * How late the event loop is: what everybody on this node waits before anything of theirs is even looked at. Two monitors
 * run, half a lifetime apart, and the older one is read: one that was reset just now would hide the stall before it.
 */
export class LoopDelay {
  private older: IntervalHistogram = started();
  private younger: IntervalHistogram = started();
  private readonly timer: NodeJS.Timeout;

  constructor(windowMs = WINDOW_MS) {
    this.timer = setInterval(() => this.turn(), windowMs);
    this.timer.unref();
  }

  /** In seconds, over the last one to two windows. */
  get figures(): LoopDelayFigures {
    const { older } = this;
    // The monitor reports the time between two of its ticks, its own period included; before the first tick it has nothing.
    const late = (ns: number): number => (older.count === 0 ? 0 : Math.max(0, ns / 1e9 - RESOLUTION_MS / 1e3));
    return { p50: late(older.percentile(50)), p99: late(older.percentile(99)), max: late(older.max) };
  }

  close(): void {
    clearInterval(this.timer);
    this.older.disable();
    this.younger.disable();
  }

  /** Begins the next window. */
  turn(): void {
    this.older.disable();
    this.older = this.younger;
    this.younger = started();
  }
}

function started(): IntervalHistogram {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return histogram;
}
