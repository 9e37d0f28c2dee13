import * as Y from 'yjs';
import { idOf } from './moved-blocks.ts';

/** Edits whose beginning is known one by one: at ten keys a second the last half minute. */
const MOST_EDITS = 300;
const REMOVED = { blocks: 200, letters: 4000 } as const;

/** What this window wrote lately, which somebody who moves blocks may not have seen. */
export class OwnEdits {
  private readonly doc: Y.Doc;
  private readonly seen: (() => Promise<void>) | undefined;
  /** Clocks at which edits began that are not known to be seen by everybody, rising. */
  private began: number[] = [];
  /** Letters taken out, by block. */
  private readonly removed = new Map<string, string>();
  private asking = false;

  /** @param seen resolves when everybody connected has what was written here up to now. */
  constructor(doc: Y.Doc, seen?: () => Promise<void>) {
    this.doc = doc;
    this.seen = seen;
  }

  /** Where a mover's knowledge of this window's edits may end, rising. */
  get clocks(): number[] {
    return [...this.began, this.clock];
  }

  note(transaction: Y.Transaction): void {
    const before = transaction.beforeState.get(this.doc.clientID) ?? 0;
    if (this.clock > before) {
      this.began.push(before);
      // The first of all stays: where nothing is seen for long, nothing from there on was.
      if (this.began.length > MOST_EDITS) this.began.splice(1, 1);
      this.askSeen();
    }
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) this.noteRemoved(struct, struct.content.str);
    });
  }

  /** Whether these words were taken out of a block here, at once or letter by letter, forwards or backwards. */
  hasRemoved(id: string, words: string): boolean {
    const removed = this.removed.get(id) ?? '';
    return removed.includes(words) || removed.includes(words.split('').reverse().join(''));
  }

  private get clock(): number {
    return Y.getState(this.doc.store, this.doc.clientID);
  }

  private noteRemoved(item: Y.Item, words: string): void {
    const block = item.parent instanceof Y.XmlText ? item.parent.parent : null;
    const id = block instanceof Y.XmlElement && block._item?.deleted === false ? idOf(block) : null;
    if (id === null) return;
    const all = ((this.removed.get(id) ?? '') + words).slice(-REMOVED.letters);
    // Set anew, so that the first of the map is the one that was written in longest ago.
    this.removed.delete(id);
    this.removed.set(id, all);
    const oldest = this.removed.size > REMOVED.blocks ? this.removed.keys().next().value : undefined;
    if (oldest !== undefined) this.removed.delete(oldest);
  }

  private askSeen(): void {
    if (this.asking || this.seen === undefined) return;
    this.asking = true;
    const { clock } = this;
    this.seen().then(
      () => {
        this.asking = false;
        this.began = this.began.filter((began) => began >= clock);
        if (this.began.length > 0) this.askSeen();
      },
      // The session ended: nobody is there any more to move what is written here.
      () => undefined,
    );
  }
}
