import * as Y from 'yjs';
import { orderedPieces } from './sync/ordered-pieces.ts';
import { dropPending } from './sync/update-guard.ts';

/** Updates of so many bytes together are applied as they are: at most some thousand parts. */
const WHOLE_BYTES = 32 * 1024;

/** A Y.Doc that is being made of a document's updates, a piece a turn of the loop: one of 200,000 parts takes half a second (R7). */
export class Waking {
  private readonly doc = new Y.Doc();
  private readonly updates: Uint8Array[];
  private readonly pieces = this.cut();

  /** @param updates V1, in the order of the log. */
  constructor(updates: readonly Uint8Array[]) {
    this.updates = [...updates];
  }

  /** What came into the document meanwhile. */
  add(update: Uint8Array): void {
    this.updates.push(update);
  }

  /**
   * Goes on with it: one piece at least, more while there is time. Throws what Yjs throws on damaged bytes.
   * @param until monotonic, ms. @returns null while some is left; then the document, and whether it refers to content that is not there.
   */
  work(until: number): { doc: Y.Doc; incomplete: boolean } | null {
    do {
      const { done, value } = this.pieces.next();
      if (done === true) {
        this.takeFreeId();
        return { doc: this.doc, incomplete: dropPending(this.doc) };
      }
      if (value !== null) this.apply(value);
    } while (performance.now() < until);
    return null;
  }

  destroy(): void {
    this.doc.destroy();
  }

  /** As if it were written here: behind what comes from elsewhere Yjs tidies up formatting that only a later piece gives an effect. */
  private apply(updates: readonly Uint8Array[]): void {
    Y.transact(this.doc, (transaction) => {
      for (const update of updates) Y.applyUpdate(this.doc, update);
      transaction.local = true;
    });
  }

  /** Nothing is to be written under the id of somebody who was here; Yjs looks for that where it is told of what others wrote. */
  private takeFreeId(): void {
    while (this.doc.store.clients.has(this.doc.clientID)) this.doc.clientID = new Y.Doc().clientID;
  }

  private *cut(): Generator<readonly Uint8Array[] | null> {
    const stateOf = (client: number) => Y.getState(this.doc.store, client);
    let small: Uint8Array[] = [];
    let bytes = 0;
    for (let at = 0; at < this.updates.length; at++) {
      const update = this.updates[at] as Uint8Array;
      const isLarge = update.length > WHOLE_BYTES;
      if (!isLarge) {
        small.push(update);
        bytes += update.length;
      }
      if (small.length > 0 && (isLarge || bytes > WHOLE_BYTES || at === this.updates.length - 1)) {
        yield small;
        [small, bytes] = [[], 0];
      }
      if (isLarge) for (const piece of orderedPieces(update, stateOf)) yield piece === null ? null : [piece];
    }
  }
}
