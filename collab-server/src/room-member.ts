import type { AwarenessPeer } from './awareness.ts';
import type { Sendable } from './sync/outgoing.ts';

/** What a room knows of a connection. */
export interface Member extends AwarenessPeer {
  /** It was asked for everything it has and has not answered: what it sent before is not complete, so nothing is acknowledged. */
  readonly owesAll: boolean;
  /** Reads too slowly to be told more for now. */
  readonly slow: boolean;
  /** Content of the document; left out while the member is slow, which then gets one difference. @param now monotonic, ms. */
  sendUpdate(outgoing: Sendable, now: number): void;
  sendDurable(n: number): void;
  refuseMalformed(reason: string): void;
  /** Its update made us search. @param steps in a document's lists. @returns false when it has done so too often and was sent away. */
  charge(steps: number): boolean;
  /** Its update builds on something the room does not have. @param complete it was already its answer to being asked. */
  askForAll(complete: boolean): void;
  hasSentAll(): void;
  close(code: number, reason: string): void;
}
