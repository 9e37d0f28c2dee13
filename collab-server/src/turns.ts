/** After so much of one turn of the loop, what is still due waits for the next, ms (R7). */
export const TURN_MS = 25;

/** @param until monotonic, ms: what goes on after that is for another turn. */
type Work = (until: number) => void;

/**
 * What the rooms of a process have to do, in the order in which they asked. One turn of the loop takes as much of it as fits, so
 * that many busy rooms do not add up to a turn nobody else gets a word into. With nothing else due, work is done in the very
 * turn it was asked for in.
 */
export class Turns {
  private due: Work[] = [];
  private scheduled = false;

  soon(work: Work): void {
    this.due.push(work);
    this.schedule();
  }

  /** Works on it in turn after turn. @param work says whether it is done. */
  async untilDone(work: (until: number) => boolean): Promise<void> {
    for (let done = false; !done; ) done = await new Promise((resolve) => this.soon((until) => resolve(work(until))));
  }

  private schedule(): void {
    if (this.scheduled || this.due.length === 0) return;
    this.scheduled = true;
    setImmediate(() => this.run());
  }

  private run(): void {
    this.scheduled = false;
    const until = performance.now() + TURN_MS;
    const due = this.due;
    // Who asks again meanwhile stands behind those who wait.
    this.due = [];
    let next = 0;
    try {
      do due[next++]?.(until);
      while (next < due.length && performance.now() < until);
    } finally {
      this.due = [...due.slice(next), ...this.due];
      this.schedule();
    }
  }
}
