/** After so much of answering in one turn the rest waits for the next. ms. */
const TURN_MS = 10;

/** Somebody who asked for what it lacks. */
export interface Asker {
  /** Sends what it lacks by now. Never throws. */
  answer(): void;
}

/**
 * Sync requests of a whole process, in the order they came. `ws` tells all frames of one read in the same turn, and after a
 * restart everybody asks at once: answered as they come in, they would hold the loop for their sum (R7). Each asker is in it
 * once, however often it asked: the last answer holds what those before it would have.
 */
export class AnswerQueue {
  private readonly waiting = new Set<Asker>();
  private scheduled = false;

  add(asker: Asker): void {
    this.waiting.add(asker);
    this.schedule();
  }

  delete(asker: Asker): void {
    this.waiting.delete(asker);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.work());
  }

  private work(): void {
    this.scheduled = false;
    const began = performance.now();
    for (const asker of this.waiting) {
      if (performance.now() - began > TURN_MS) {
        this.schedule();
        return;
      }
      this.waiting.delete(asker);
      asker.answer();
    }
  }
}
