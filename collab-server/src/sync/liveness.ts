/** Who said nothing for so long is asked, and again each time it is over. ms. */
export const ASK_MS = 5000;
/** A peer that is there answers a ping; so long without a byte of it and it is gone, though nobody said so. ms. */
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
  private looked: number;
  private asked: number;

  /** @param ahead how much of the time to the first question is over, 0 to 1: a thousand who came at once are not all asked at once. */
  constructor(traffic: Traffic, now: number, ahead = 0) {
    this.traffic = traffic;
    this.read = traffic.bytesRead;
    this.written = traffic.bytesWritten;
    // Whole milliseconds: V8 keeps each fraction in an allocation of its own, as long as the connection.
    this.since = Math.floor(now - ahead * ASK_MS);
    this.looked = Math.floor(now);
    this.asked = this.since;
  }

  /** Whether it is time to ask the peer for a sign of life: it said nothing since the last time, nor for a while. The caller asks. */
  shallAsk(now: number): boolean {
    if (now - Math.max(this.asked, this.since) < ASK_MS) return false;
    this.asked = Math.floor(now);
    return true;
  }

  /** Called a few times a second. @returns whether the peer is to be given up. */
  isGone(now: number): boolean {
    if (now - this.looked > OWN_STALL_MS) this.since = Math.floor(now);
    this.looked = Math.floor(now);
    const { bytesRead, bytesWritten } = this.traffic;
    if (bytesRead !== this.read) {
      this.read = bytesRead;
      this.written = bytesWritten;
      this.since = Math.floor(now);
      return false;
    }
    return now - this.since > SILENT_MS + (bytesWritten - this.written) / SLOWEST_LINE;
  }
}
