import * as Y from 'yjs';
import { COLLECTIONS, type CollectionName } from '../document/schema.ts';
import { collectionMap, scriptFragment } from '../document/ydoc.ts';
import type { Random } from './random.ts';

/**
 * A network of Y.Docs cranked by hand: nothing is delivered until a test says so, and then late, out of order and
 * sometimes twice, as a real network may. What it does depends on the random's seed alone.
 */
export interface Network {
  readonly docs: readonly Y.Doc[];
  /** Updates on their way. */
  pending(): number;
  /** Delivers one update, any of those on their way; may leave a copy behind to arrive again. @returns false when there was none. */
  step(): boolean;
  /** Updates from and to an offline peer wait until it is online again. */
  setOnline(peer: number, online: boolean): void;
  /** Brings everybody online and delivers everything. */
  settle(): void;
  destroy(): void;
}

interface Letter {
  readonly from: number;
  readonly to: number;
  readonly update: Uint8Array;
  readonly copies: number;
}

/** A letter may come three times at most, so that settling ends. */
const MOST_COPIES = 2;

/** @param peers how many. @param duplicate chance that a delivered update arrives again. */
export function createNetwork(random: Random, peers: number, duplicate = 0.1): Network {
  const docs = Array.from({ length: peers }, (_, i) => {
    const doc = new Y.Doc();
    // Client ids decide conflicts; drawn from the seed, so that a failing run can be repeated.
    doc.clientID = random.int(1, 0x7fff_fff0) + i;
    return doc;
  });
  const letters: Letter[] = [];
  const offline = new Set<number>();
  const network = {};
  docs.forEach((doc, from) => {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === network) return;
      for (const to of docs.keys()) if (to !== from) letters.push({ from, to, update, copies: 0 });
    });
  });
  const deliver = (letter: Letter) => {
    const doc = docs[letter.to];
    if (doc !== undefined) Y.applyUpdate(doc, letter.update, network);
  };
  const step = () => {
    const ready = letters.filter((letter) => !offline.has(letter.from) && !offline.has(letter.to));
    if (ready.length === 0) return false;
    const letter = random.pick(ready);
    letters.splice(letters.indexOf(letter), 1);
    if (letter.copies < MOST_COPIES && random.chance(duplicate)) letters.push({ ...letter, copies: letter.copies + 1 });
    deliver(letter);
    return true;
  };
  return {
    docs,
    pending: () => letters.length,
    step,
    setOnline: (peer, online) => (online ? offline.delete(peer) : offline.add(peer)),
    settle: () => {
      offline.clear();
      while (step());
    },
    destroy: () => {
      for (const doc of docs) doc.destroy();
    },
  };
}

/** What a document holds, in a form two replicas can be compared by: every collection as JSON, the script as XML. */
export function contentOf(doc: Y.Doc): Record<string, unknown> {
  const collections = Object.keys(COLLECTIONS) as CollectionName[];
  const content = Object.fromEntries(collections.map((name): [string, unknown] => [name, collectionMap(doc, name).toJSON()]));
  return { ...content, script: scriptFragment(doc).toString() };
}
