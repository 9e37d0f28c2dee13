/** What one run may use; beyond it the run ends and says which limit it met. */
export interface RunLimits {
  /** Tools called. */
  readonly toolCalls: number;
  /** Milliseconds from its start. */
  readonly ms: number;
  /** Micro-dollars of model time. */
  readonly cost: bigint;
}

export const RUN_LIMITS: RunLimits = { toolCalls: 25, ms: 3 * 60_000, cost: 250_000n };

/** Rows are asked for a Stop this often, so that one pressed in another process is obeyed within 200 ms; rings come at once. */
export const STOP_POLL_MS = 100;
/** A running run says this often that it lives, and stores the text it has said. */
export const BEAT_MS = 400;
/** Without a beat for this long another process may take the run over: below the 10 s after which the queue hands a job out again. */
export const TAKEOVER_MS = 8_000;
/** Without a beat for this long nobody is going to take it over, and it is ended. */
export const DEAD_MS = 40_000;
/** Waiting for this long without having begun, its job may be lost: the queue is asked for it. */
export const QUEUED_LOST_MS = 60_000;
/** Runs of one process at once. */
export const RUNS_AT_ONCE = 4;
/** Runs one team may have waiting and running (R7). */
export const OPEN_RUNS_PER_TEAM = 8;
/** Of those, how many one person may have: one person must not leave the others without an agent (R7). */
export const OPEN_RUNS_PER_PERSON = 4;
