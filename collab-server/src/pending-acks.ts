import { LIMITS } from '@trashfire/shared/realtime/limits';
import type { Member } from './room-member.ts';

/** A member's question "is everything I sent before this durable?". */
export interface Marker {
  member: Member;
  n: number;
  receivedAt: number;
}

interface Waiting {
  marker: Marker;
  after: number;
}

/** Which markers of a room may be answered: those whose rows, and all before them, are committed (R1). */
export class PendingAcks {
  private queuedRows = 0;
  private committedRows = 0;
  private waiting: Waiting[] = [];

  /** Whether every row handed to the commit queue has its result. */
  get settled(): boolean {
    return this.committedRows === this.queuedRows;
  }

  queued(): void {
    this.queuedRows++;
  }

  committed(): void {
    this.committedRows++;
  }

  /** It waits for all that is queued up to now. */
  hold(marker: Marker): void {
    this.waiting.push({ marker, after: this.queuedRows });
    if (this.waiting.length > LIMITS.waitingMarkers) this.waiting = lastOfEach(this.waiting);
  }

  drop(member: Member): void {
    this.waiting = this.waiting.filter(({ marker }) => marker.member !== member);
  }

  /** Takes out those that may be answered now, in order. */
  due(): Marker[] {
    // Rows of a document commit in order, so the first that has to wait is followed by such as have to wait.
    const end = this.waiting.findIndex(({ after }) => after > this.committedRows);
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end).map(({ marker }) => marker);
  }
}

/** While the store fails markers go on coming; an answer to the last says the same as an answer to each (R7). */
function lastOfEach(waiting: readonly Waiting[]): Waiting[] {
  const last = new Map<Member, Waiting>();
  for (const one of waiting) last.set(one.marker.member, one);
  return waiting.filter((one) => last.get(one.marker.member) === one);
}
