import type { DocumentName } from '@trashfire/shared/document/names';

export interface LiveDocument<S> {
  readonly session: S;
  close(): Promise<void>;
}

interface Opened<S> {
  readonly live: Promise<LiveDocument<S>>;
  users: number;
  closing: ReturnType<typeof setTimeout> | null;
}

/** Going from one room to the next lets go of a document and takes it again at once; it stays open this long for that. */
const LINGER_MS = 4_000;
/** How long leaving waits for edits that are on their way. */
const SETTLE_MS = 1_500;

interface Session {
  readonly ready: Promise<void>;
  durable(): Promise<void>;
}

/** The documents of one window, each open once however many show it. */
export class DocumentPool<P extends { readonly name: DocumentName }, S extends Session> {
  readonly #open: (place: P) => Promise<LiveDocument<S>>;
  readonly #opened = new Map<DocumentName, Opened<S>>();

  constructor(open: (place: P) => Promise<LiveDocument<S>>) {
    this.#open = open;
  }

  /** Every call needs one {@link release}. Rejects when the document does not open; the next call tries anew. */
  async acquire(place: P): Promise<S> {
    const entry = this.#opened.get(place.name) ?? this.#begin(place);
    if (entry.closing !== null) clearTimeout(entry.closing);
    entry.closing = null;
    entry.users += 1;
    return (await entry.live).session;
  }

  release(name: DocumentName): void {
    const entry = this.#opened.get(name);
    if (entry === undefined) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.closing = setTimeout(() => {
      this.#opened.delete(name);
      void closed(entry);
    }, LINGER_MS);
  }

  /**
   * Writes into a document whether or not anything of this window shows it: it is opened where it has to be, and let go of when
   * what was written is saved.
   * @throws whatever opening it or `write` throws.
   */
  async use<T>(place: P, write: (session: S) => T): Promise<T> {
    const session = await this.acquire(place);
    let saved: Promise<void> = Promise.resolve();
    try {
      await session.ready;
      const result = write(session);
      saved = session.durable();
      return result;
    } finally {
      saved.catch(() => undefined).finally(() => this.release(place.name));
    }
  }

  /** Resolves when all edits are durable, or after a moment. */
  async settle(): Promise<void> {
    const saved = [...this.#opened.values()].map(({ live }) =>
      live.then(({ session }) => session.durable()).catch(() => undefined),
    );
    await Promise.race([Promise.all(saved), new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
  }

  async close(): Promise<void> {
    const entries = [...this.#opened.values()];
    this.#opened.clear();
    for (const { closing } of entries) if (closing !== null) clearTimeout(closing);
    await Promise.all(entries.map(closed));
  }

  #begin(place: P): Opened<S> {
    const entry: Opened<S> = { live: this.#open(place), users: 0, closing: null };
    this.#opened.set(place.name, entry);
    // One that did not open must not be handed to whoever asks next.
    entry.live.catch(() => {
      if (this.#opened.get(place.name) !== entry) return;
      if (entry.closing !== null) clearTimeout(entry.closing);
      this.#opened.delete(place.name);
    });
    return entry;
  }
}

/** One that did not open, or does not close, keeps nobody from closing the others. */
async function closed({ live }: Pick<Opened<unknown>, 'live'>): Promise<void> {
  await live.then((one) => one.close()).catch(() => undefined);
}
