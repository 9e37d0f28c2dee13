import * as Y from 'yjs';
import type { Author, HistoryRow } from '../document/history/author.ts';
import { blockText, readContent } from '../document/history/content.ts';
import type { RunUndone } from '../document/history/undo-run.ts';

/** A room as the server keeps it: one document, its log, and authors that edit copies which may be behind. */
export class Log {
  readonly doc = new Y.Doc();
  readonly rows: HistoryRow[] = [];
  private readonly copies = new Map<string, Y.Doc>();
  private author: Author = person('nobody');

  constructor() {
    this.doc.on('update', (bytes: Uint8Array) => this.rows.push({ seq: this.rows.length + 1, bytes, author: this.author }));
  }

  copyOf(name: string): Y.Doc {
    const copy = this.copies.get(name) ?? new Y.Doc();
    this.copies.set(name, copy);
    return copy;
  }

  pull(name: string): Y.Doc {
    const copy = this.copyOf(name);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(copy)));
    return copy;
  }

  push(name: string, author: Author): void {
    this.author = author;
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.copyOf(name), Y.encodeStateVector(this.doc)));
  }

  /** One edit, up to date. */
  edit(author: Author, change: (doc: Y.Doc) => void): void {
    const copy = this.pull(author.id);
    change(copy);
    this.push(author.id, author);
  }

  /** Plays the log, and makes the edit that takes something of it back. */
  undo(work: (rows: readonly HistoryRow[]) => RunUndone): RunUndone {
    const undone = work(this.rows);
    if (undone.update !== null) Y.applyUpdate(this.doc, undone.update);
    return undone;
  }

  get texts(): string[] {
    return readContent(this.doc, 'episode').script.map(blockText);
  }
}

export function person(id: string): Author {
  return { kind: 'person', id, runId: null, step: null };
}

/** Every character is typed once, so each can be followed to its end. */
export class Characters {
  private readonly made = new Map<string, string>();
  /** That the room has seen. */
  readonly seen = new Set<string>();
  /** Deleted by people. */
  readonly gone = new Set<string>();
  private next = 0x4e00;

  of(author: string): (length: number) => string {
    return (length) =>
      Array.from({ length }, () => {
        const char = String.fromCodePoint(this.next++);
        this.made.set(char, author);
        return char;
      }).join('');
  }

  in(doc: Y.Doc): Set<string> {
    return new Set(readContent(doc, 'episode').script.flatMap((one) => [...blockText(one).replaceAll('\n', '')]));
  }

  /** What was ever in the document, and what an edit of people took out of it. */
  follow(doc: Y.Doc, byPeople: boolean, edit: () => void): void {
    const before = this.in(doc);
    edit();
    const now = this.in(doc);
    for (const char of now) this.seen.add(char);
    for (const char of before) if (byPeople && !now.has(char)) this.gone.add(char);
  }

  author(char: string): string | undefined {
    return this.made.get(char);
  }
}
