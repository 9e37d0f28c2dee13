/** What one look at history may cost (R7). */
export const HISTORY_LIMITS = {
  /** Rows of the log played at once, and their bytes. */
  rows: 100_000,
  bytes: 64 * 1024 * 1024,
  /** Rows read in one go; what is made of them takes a few milliseconds. */
  pageRows: 5000,
  /** Rows one page of sessions is made from. */
  sessionRows: 20_000,
  /** A pause this long parts two sessions of edits. */
  pauseMs: 10 * 60_000,
  versions: 100,
  /** Client ids and rows looked at for who wrote what. */
  clients: 50_000,
  changes: 1000,
  textLength: 2000,
  left: 200,
  /** Longest time one computation may take; then its thread is ended. */
  jobMs: 30_000,
  /** Threads, and computations that may wait for one. */
  threads: 2,
  waiting: 20,
  /** Memory of a thread, MB: a document of 64 MiB twice and what is made of it. */
  threadMegabytes: 1024,
} as const;
