/** Limits of the collaboration sockets, in one place (DESIGN §5.6; figures from the sync facts). Bytes unless said. */
export const LIMITS = {
  frameBytes: 16 * 1024 * 1024,
  updateBytes: 4 * 1024 * 1024,
  awarenessBytes: 4 * 1024,
  awarenessPerSecond: 30,
  messagesPerSecond: 200,
  messageBurst: 2000,
  documentBytes: 64 * 1024 * 1024,
  socketsPerDocument: 200,
  socketsPerPerson: 100,
  pendingBytes: 1024 * 1024,
  /** Above the first a slow reader gets no more updates until it drains below the second; above the third it is closed. */
  slowReaderBytes: 1024 * 1024,
  slowReaderResumeBytes: 256 * 1024,
  slowReaderCloseBytes: 8 * 1024 * 1024,
  commitRows: 256,
  commitBytes: 1024 * 1024,
  /** Bytes applied in memory that a failing store has not taken; beyond it writes are refused (1013). */
  unstoredBytes: 64 * 1024 * 1024,
} as const;
