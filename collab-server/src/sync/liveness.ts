/** A peer that is there answers each ping, sent every five seconds; so long without a byte of it and it is gone, though nobody said so. ms. */
const SILENT_MS = 12_000;
/** Asked again only after this long, it was we who stood still, and what peers said meanwhile is not read yet. ms. */
const OWN_STALL_MS = 2000;
/** Nobody works over a slower line: a large frame that is on its way delays the answer to a ping by its size over this. Bytes per ms. */
const SLOWEST_LINE = 20;

/** What went over a connection so far; a socket of Node tells it. */
export interface Traffic {
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/**
 * Whether the other end of a connection is still there. A half-open one (a pulled cable, a laptop's lid) looks alive to the
 * system for many minutes, while its owner is shown as present and its place is taken. Parts of a frame count as a sign of
 * life, so that a long upload over a slow line is not taken for silence.
 */
export class Liveness {
  private readonly traffic: Traffic;
  private read: number;
  private written: number;
  private since: number;
  private asked: number;

  constructor(traffic: Traffic, now: number) {
    this.traffic = traffic;
    this.read = traffic.bytesRead;
    this.written = traffic.bytesWritten;
    this.since = now;
    this.asked = now;
  }

  /** Called a few times a second. @returns whether the peer is to be given up. */
  isGone(now: number): boolean {
    if (now - this.asked > OWN_STALL_MS) this.since = now;
    this.asked = now;
    const { bytesRead, bytesWritten } = this.traffic;
    if (bytesRead !== this.read) {
      this.read = bytesRead;
      this.written = bytesWritten;
      this.since = now;
      return false;
    }
    return now - this.since > SILENT_MS + (bytesWritten - this.written) / SLOWEST_LINE;
  }
}
