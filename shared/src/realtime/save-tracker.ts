/**
 * Counts local edits and which of them the server has committed (R1). A marker sent on a connection covers every edit sent
 * before it on that connection; what was not answered when it broke is sent again after the next sync, under a new marker.
 */
export class SaveTracker {
  private edits: number;
  private durable = 0;
  /** What may be passed over while nothing is taken from us. */
  private readonly initial: number;
  private sent: number;
  private sentBytes = 0;
  private answeredBytes = 0;
  private markers: { n: number; edits: number; bytes: number }[] = [];
  private marked = 0;
  private nextMarker = 1;

  /** @param kept content the document came with (kept offline): edits that are not on the server, or it may have all of it. */
  constructor(kept: 'none' | 'unknown' | 'unsaved') {
    this.initial = kept === 'unknown' ? 1 : 0;
    this.edits = kept === 'none' ? 0 : 1;
    this.sent = 0;
  }

  /** Edits that are not known to be committed. */
  get pending(): number {
    return this.edits - this.durable;
  }

  /** How many edits there have been; {@link isDurable} and {@link isSent} take it later. */
  get count(): number {
    return this.edits;
  }

  /** Bytes sent on this connection whose commit was not answered yet. */
  get unansweredBytes(): number {
    return this.sentBytes - this.answeredBytes;
  }

  isDurable(count: number): boolean {
    return this.durable >= count;
  }

  /** Whether so many edits were handed to this connection, or are committed already. */
  isSent(count: number): boolean {
    return Math.max(this.sent, this.durable) >= count;
  }

  edited(): void {
    this.edits++;
  }

  /** So many edits, of all there have been, were handed to the connection, the last of them in `bytes`. */
  sentUpTo(count: number, bytes: number): void {
    this.sent = Math.max(this.sent, count);
    this.sentBytes += bytes;
  }

  /** @returns the marker to send now, or null when all that was sent is covered by one that is on its way. */
  mark(): number | null {
    if (this.sent === this.marked) return null;
    this.marked = this.sent;
    const n = this.nextMarker++;
    this.markers.push({ n, edits: this.sent, bytes: this.sentBytes });
    return n;
  }

  /** The server answered marker `n`, and so all before it. */
  committed(n: number): void {
    for (const marker of this.markers) {
      if (marker.n > n) break;
      this.durable = Math.max(this.durable, marker.edits);
      this.answeredBytes = Math.max(this.answeredBytes, marker.bytes);
    }
    this.markers = this.markers.filter((marker) => marker.n > n);
  }

  /** Markers without an answer will not get one on another connection, and what was on its way may not have arrived. */
  disconnected(): void {
    this.markers = [];
    this.marked = this.durable;
    this.sent = this.durable;
    this.answeredBytes = this.sentBytes;
  }

  /** The server does not take edits from us: content we came with is not ours to save, unless it is known to be unsaved. */
  readOnly(): void {
    this.durable = Math.max(this.durable, this.initial);
    this.sent = Math.max(this.sent, this.durable);
    this.marked = Math.max(this.marked, this.durable);
  }
}
