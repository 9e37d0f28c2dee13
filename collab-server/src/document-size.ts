import { LIMITS } from '@trashfire/shared/realtime/limits';

/** Measuring encodes the whole document, which takes a sixth of a second where it matters: so long it is not done again, ms. */
const MEASURE_MS = 5000;

/**
 * How large a document is. Added up while it is written, overwritten content too, and measured before anybody is refused for it;
 * with no room left each write would else pay for a measurement (R7).
 */
export class DocumentSize {
  private bytes: number;
  private readonly measure: () => number;
  private measuredAt = Number.NEGATIVE_INFINITY;

  /** @param measure bytes of the content as it is. */
  constructor(bytes: number, measure: () => number) {
    this.bytes = bytes;
    this.measure = measure;
  }

  grown(bytes: number): void {
    this.bytes += bytes;
  }

  /** Whether the document has no room for this many bytes more. @param now monotonic, ms. */
  exceeds(bytes: number, now: number): boolean {
    if (this.bytes + bytes <= LIMITS.documentBytes) return false;
    if (now - this.measuredAt < MEASURE_MS) return true;
    this.measuredAt = now;
    this.bytes = this.measure();
    return this.bytes + bytes > LIMITS.documentBytes;
  }
}
