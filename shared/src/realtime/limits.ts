import type { Rate } from './token-bucket.ts';

/** Limits of the collaboration sockets, in one place (DESIGN §5.6; figures from the sync facts). Bytes unless said. */
export const LIMITS = {
  /** One holds the loop for about 5 ms a mebibyte: it is read, checked, applied, told and stored in one turn. */
  frameBytes: 12 * 1024 * 1024,
  /** Above it `ws` closes the socket with 1009 before it has read the frame. */
  socketBytes: 16 * 1024 * 1024,
  updateBytes: 4 * 1024 * 1024,
  /** Of one update: parts it adds, clients it adds them for, ranges it deletes. A script of 120 pages comes in with about 40,000 parts. */
  updateParts: 100_000,
  /** Of a script that comes in at once, by import or paste: about 240 pages. The rest of `updateParts` is for what is sent with it. */
  scriptParts: 80_000,
  /** Parts a room takes in before it lets the loop do other work, about 5 µs each; a larger update is cut into such pieces. */
  tickParts: 5000,
  /** Parts of one update in which several clients' parts build on each other: it cannot be cut, and holds the loop for all of them. */
  entangledParts: 10_000,
  updateClients: 1000,
  updateDeletions: 50_000,
  /** Steps of a search for the places of an update's parts, where others wrote in the same spot: about 0.5 µs each, with those Yjs takes. */
  updateConflicts: 100_000,
  /** Parts beside each other in a text, deleted before or marks as well, that one update deletes: Yjs looks at each for each. */
  textDeletions: 3000,
  /** Different marks in one update; a script has five. */
  updateMarks: 16,
  /** Values inside values of a field. */
  valueDepth: 16,
  /** Characters of JSON in an update. Marks alone are written so, and theirs is `{}` or `null`. */
  updateJson: 1024 * 1024,
  /** Types inside a root: a block and its text, or a record. */
  nestedTypes: 2,
  /** Clients a state vector may name. */
  stateVectorEntries: 100_000,
  awarenessBytes: 4 * 1024,
  /** States in one frame: a stock client repeats what it hears of everybody in the document. */
  awarenessEntries: 1000,
  awarenessPerSecond: 30,
  /** While very many states change: the last position is still seen within 150 ms. */
  awarenessPerSecondBusy: 12,
  /** Presence of other nodes' clients that one room keeps. */
  remoteStates: 1000,
  documentBytes: 64 * 1024 * 1024,
  /** Parts of a live document: writing it as bytes takes about 0.3 µs for each, in one turn. A script of 120 pages begins with 40,000. */
  documentParts: 200_000,
  socketsPerDocument: 200,
  socketsPerPerson: 100,
  pendingBytes: 1024 * 1024,
  /** Markers of a room that wait for the store; beyond it each member's last one answers for those before it. */
  waitingMarkers: 10_000,
  /** Above the first a slow reader gets no more updates until it drains below the second; above the third it is closed. */
  slowReaderBytes: 1024 * 1024,
  slowReaderResumeBytes: 256 * 1024,
  slowReaderCloseBytes: 8 * 1024 * 1024,
  commitRows: 256,
  commitBytes: 1024 * 1024,
  /** Bytes applied in memory that a failing store has not taken; beyond it writes are refused (1013). */
  unstoredBytes: 64 * 1024 * 1024,
} as const;

/** When and how a document's log is merged into a snapshot, and how much of it is merged at once. */
export const COMPACTION = {
  /** A tail of this many rows, or of this many bytes, takes about 10 ms to load; it is merged then. */
  tail: { rows: 500, bytes: 1024 * 1024 },
  /**
   * After a merge a document is left alone so long, and for so many times what the merge took; a tail of these rows is merged all
   * the same. While people type nobody reads it, and each merge starts a thread: every ten seconds it was a sixth of their cost.
   */
  rest: { ms: 60_000, times: 200, rows: 20_000 },
  /** Of one pass; what is left of a longer tail has its turn after the other documents. */
  pass: { rows: 10_000, bytes: 8 * 1024 * 1024 },
  /** Newest rows of a log that stay however old they are: a node that fell behind reads on from them. */
  keptRows: 1000,
  /** Named versions that get a snapshot of their own in one pass. */
  passVersions: 8,
  /** One merge, in its thread. A document takes about 12 times its bytes of heap (facts: sync §4). */
  mergeMs: 30_000,
  mergeHeapMiB: 1024,
  /** Documents waiting to be merged; more are found again by the sweep. */
  queued: 1000,
  /** Documents whose tails are counted in memory. */
  counted: 10_000,
  /** The sweep finds the longest tails of all documents, and looks for old rows in this many, this often. */
  sweepDocuments: 2000,
  sweepMs: 60_000,
} as const;

/** How often one sender may do what costs others something (R7). Above it: 429 with Retry-After, or the close code `overloaded`. */
export const RATES = {
  /** Messages of one socket. */
  messages: { burst: 2000, perSecond: 200 },
  /** Sockets one person opens; a laptop that wakes up opens those of all its windows at once. */
  upgrades: { burst: 600, perSecond: 10 },
  /** Upgrades of one address without a good ticket. Those with one are the person's, so a stranger cannot use up a neighbour's. */
  refusedUpgrades: { burst: 100, perSecond: 2 },
  /** Tickets of one person: one for each socket. */
  mintTicket: { burst: 600, perSecond: 10 },
  /** One-time links tried from one address: a room full of people behind one router arrives at once. */
  redeemLink: { burst: 60, perSecond: 1 },
  /** Messages of one person to an episode's chat. */
  postChat: { burst: 30, perSecond: 1 },
  /** Pictures one person begins and finishes to bring; each is read whole. A folder dropped at once is some dozens. */
  bringPicture: { burst: 120, perSecond: 2 },
  /** Comments of one person: written, edited, resolved, deleted; each of these counts for itself. */
  comment: { burst: 30, perSecond: 1 },
  /** Threads one person has looked at; a panel that opens tells of those in sight. */
  seeThread: { burst: 120, perSecond: 10 },
  /** Looks of one person at an older state, a comparison, authors; each is worked out from the log. */
  lookAtHistory: { burst: 60, perSecond: 2 },
  /** Versions one person names, states they bring back and runs they undo. */
  changeHistory: { burst: 30, perSecond: 0.5 },
} as const satisfies Record<string, Rate>;
