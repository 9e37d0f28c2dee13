import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** How long a room gathers before it works on what it gathered, in ms: 0 while there is time for everybody. */
export type Pace = () => number;

const SAMPLE_MS = 100;
/** Share of the time the process is at work: below the first nothing waits, at the second the window is widest. */
const EASY = 0.55;
const BUSY = 0.95;
/** Shorter than a frame of a screen: nobody sees that a letter came with the one after it. */
const WIDEST_MS = 16;

export function windowFor(utilization: number): number {
  return WIDEST_MS * Math.min(1, Math.max(0, (utilization - EASY) / (BUSY - EASY)));
}

/**
 * A window under load and none without (facts: sync §5.4): a fixed one halves the work of a busy process and costs everybody
 * half its length in a quiet one.
 */
export function createPace(): Pace {
  let since: EventLoopUtilization = performance.eventLoopUtilization();
  let sampledAt = performance.now();
  let window = 0;
  return () => {
    const now = performance.now();
    if (now - sampledAt < SAMPLE_MS) return window;
    const current = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(current, since);
    since = current;
    sampledAt = now;
    // Half of what it was: one busy moment is not a load.
    window = (window + windowFor(utilization)) / 2;
    return window;
  };
}

/** Edits a millisecond in one room from which they are gathered: four a hundredth of a second, more than twenty people type. */
const BURST = 0.4;
/** For each edit a millisecond, so many milliseconds: more would save little and be felt. */
const TOGETHER = 2.6;

/** How fast one room's edits come, and how long its turns are to lie apart for it. */
export class Burst {
  /** 0 unless there is a burst. */
  gapMs = 0;
  private edits = 0;
  private since = Number.NEGATIVE_INFINITY;

  /** @param now monotonic, ms. */
  count(edits: number, now: number): void {
    this.edits += edits;
    const elapsed = now - this.since;
    if (elapsed < SAMPLE_MS) return;
    const rate = this.edits / elapsed;
    this.gapMs = rate < BURST ? 0 : Math.min(WIDEST_MS, TOGETHER * rate);
    this.edits = 0;
    this.since = now;
  }
}
