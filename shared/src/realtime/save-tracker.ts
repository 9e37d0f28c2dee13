/**
 * Counts local edits and which of them the server has committed (R1). A marker sent on a connection covers every edit sent
 * before it on that connection; what was not answered when it broke is sent again after the next sync, under a new marker.
 */
export class SaveTracker {
  private edits: number;
  private durable = 0;
  private readonly initial: number;
  private sent: { n: number; edits: number }[] = [];
  private marked = 0;
  private nextMarker = 1;

  /** @param hasContent the document came with content that may not be on the server yet (kept offline). */
  constructor(hasContent: boolean) {
    this.initial = hasContent ? 1 : 0;
    this.edits = this.initial;
  }

  /** Edits that are not known to be committed. */
  get pending(): number {
    return this.edits - this.durable;
  }

  /** How many edits there have been; {@link isDurable} takes it later. */
  get count(): number {
    return this.edits;
  }

  isDurable(count: number): boolean {
    return this.durable >= count;
  }

  edited(): void {
    this.edits++;
  }

  /** @returns the marker to send now, or null when everything is covered by one that is on its way. */
  mark(): number | null {
    if (this.edits === this.marked) return null;
    this.marked = this.edits;
    const n = this.nextMarker++;
    this.sent.push({ n, edits: this.edits });
    return n;
  }

  /** The server answered marker `n`, and so all before it. */
  committed(n: number): void {
    for (const marker of this.sent) if (marker.n <= n) this.durable = Math.max(this.durable, marker.edits);
    this.sent = this.sent.filter((marker) => marker.n > n);
  }

  /** Markers without an answer will not get one on another connection. */
  disconnected(): void {
    this.sent = [];
    this.marked = this.durable;
  }

  /** The server does not take edits from us: content we came with is not ours to save. */
  readOnly(): void {
    this.durable = Math.max(this.durable, this.initial);
  }
}
