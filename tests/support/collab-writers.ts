import type { DocumentName } from '@trashfire/shared/document/names';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import type { Random } from '@trashfire/shared/testing/random';
import * as Y from 'yjs';
import { fakePause } from './fake-peers.ts';

/** Words the server said are saved, by document. */
export type Ledger = ReadonlyMap<DocumentName, Set<string>>;

export function newLedger(documents: readonly DocumentName[]): Ledger {
  return new Map(documents.map((document) => [document, new Set<string>()]));
}

/** Resolves when this many words more than now are acknowledged. */
export async function enoughAcks(ledger: Ledger, more: number, withinMs = 20_000): Promise<void> {
  const count = () => [...ledger.values()].reduce((sum, words) => sum + words.size, 0);
  const goal = count() + more;
  await eventually(`${more} acknowledged words`, () => count() >= goal, withinMs);
}

/** A copy of what was acknowledged up to now: what comes later may be lost with what it was said about. */
export function saidSoFar(ledger: Ledger): Ledger {
  return new Map([...ledger].map(([document, words]) => [document, new Set(words)]));
}

export interface WriterOptions {
  session: DocumentSession;
  document: DocumentName;
  random: Random;
  /** Begins each of its words, so that no two writers type the same. */
  prefix: string;
  ledger: Ledger;
  /** Longest pause between two words. ms. */
  pauseMs?: number;
}

/** Types one word after the other and notes each the server said is saved. */
export class Writer {
  readonly session: DocumentSession;
  readonly document: DocumentName;
  private readonly options: WriterOptions;
  private words = 0;
  private typing: { stopped: boolean; done: Promise<void> } | null = null;

  constructor(options: WriterOptions) {
    this.options = options;
    this.session = options.session;
    this.document = options.document;
  }

  /** Types until told to stop, or until its session is gone. */
  start(): void {
    const typing = { stopped: false, done: Promise.resolve() };
    typing.done = this.type(typing);
    this.typing = typing;
  }

  async stop(): Promise<void> {
    if (this.typing === null) return;
    this.typing.stopped = true;
    await this.typing.done;
  }

  /** One word, noted when it is saved. Rejects when the session ends before. */
  async write(): Promise<void> {
    const { session, random, prefix, ledger, document } = this.options;
    const word = `[${prefix}-${this.words++}]`;
    session.transact('typing', () => typeWord(session.doc, word, random));
    await session.durable();
    ledger.get(document)?.add(word);
  }

  private async type(typing: { stopped: boolean }): Promise<void> {
    const { session, random, pauseMs = 12 } = this.options;
    await session.ready.catch(() => undefined);
    while (!typing.stopped && session.status.connection !== 'closed') {
      this.write().catch(() => undefined);
      await fakePause(random, pauseMs);
    }
  }
}

/** Now a new block, now a word in the middle of one somebody else is in. */
function typeWord(doc: Y.Doc, word: string, random: Random): void {
  const script = scriptFragment(doc);
  const block = script.length === 0 || random.chance(0.2) ? null : script.get(random.int(0, script.length - 1));
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (text instanceof Y.XmlText) {
    text.insert(random.int(0, text.length), word);
    return;
  }
  const added = new Y.XmlElement('action');
  added.insert(0, [new Y.XmlText(word)]);
  script.push([added]);
}

export function missingWords(doc: Y.Doc, words: Iterable<string>): string[] {
  const inserted = wordCounts(doc);
  return [...words].filter((word) => !inserted.has(word));
}

/** Words that are in the document more than once: nobody types one twice. */
export function doubledWords(doc: Y.Doc): string[] {
  return [...wordCounts(doc)].filter(([, count]) => count > 1).map(([word]) => word);
}

/**
 * How often each word was typed, by walking each client's structs: words may stand inside one another, and a later word in
 * the middle of one splits it, but not its clocks.
 */
export function wordCounts(doc: Y.Doc): Map<string, number> {
  const found = new Map<string, number>();
  for (const structs of doc.store.clients.values()) {
    let run = '';
    for (const struct of structs) {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) run += struct.content.str;
      else run += '\n';
    }
    for (const [word] of run.matchAll(/\[[^[\]]*\]/g)) found.set(word, (found.get(word) ?? 0) + 1);
  }
  return found;
}

/** Content and deletions: state vectors alone do not tell that a deletion is missing. */
export function sameContent(a: Y.Doc, b: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b)) && scriptFragment(a).toString() === scriptFragment(b).toString();
}
