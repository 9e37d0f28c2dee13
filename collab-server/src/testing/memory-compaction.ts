import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import type { DocumentName } from '@trashfire/shared/document/names';
import type { CompactionChange, CompactionTurn, History, HistoryBounds, LogExtent } from '../ports/compaction-log.ts';
import { baseOf, isWhole, type MemoryStore, wholeSnapshot } from './memory-store.ts';

/** Compaction of one document of a {@link MemoryStore}: what is stored waits for `commit`. */
export class MemoryTurn implements CompactionTurn {
  private readonly shared: MemoryStore;
  private readonly document: DocumentName;
  private readonly changes: CompactionChange[] = [];

  constructor(store: MemoryStore, document: DocumentName) {
    this.shared = store;
    this.document = document;
  }

  async extent(): Promise<LogExtent | null> {
    const stored = this.shared.documents.get(this.document);
    if (stored === undefined) return null;
    const base = baseOf(stored);
    const own = new Set(stored.snapshots.filter(isWhole).map(({ seq }) => seq));
    return {
      head: stored.head,
      base,
      expired: this.shared.expired(this.document),
      snapshot: wholeSnapshot(stored, stored.head)?.seq ?? 0,
      damaged: stored.snapshots.filter((snapshot) => !isWhole(snapshot)).map(({ seq }) => seq),
      pins: [...stored.pins].filter((seq) => seq > base && !own.has(seq)).sort((a, b) => a - b),
    };
  }

  async history(from: number, to: number, bounds: HistoryBounds): Promise<History> {
    const stored = this.shared.get(this.document);
    const start = wholeSnapshot(stored, from);
    const rows: History['rows'] = [];
    let bytes = 0;
    for (const row of stored.rows) {
      if (row.seq <= (start?.seq ?? 0) || row.seq > to) continue;
      bytes += row.bytes.length;
      if (rows.length >= bounds.rows || (rows.length > 0 && bytes > bounds.bytes)) break;
      rows.push({ seq: row.seq, bytes: row.bytes.slice(), author: row.author, at: row.at });
    }
    return { start: start === null ? null : { seq: start.seq, bytes: start.bytes.slice() }, rows };
  }

  async lastSpans(): Promise<AuthorSpan[]> {
    const last = new Map<number, AuthorSpan>();
    for (const span of this.shared.get(this.document).spans.values()) {
      if ((last.get(span.client)?.end ?? 0) < span.end) last.set(span.client, span);
    }
    return [...last.values()];
  }

  async store(change: CompactionChange): Promise<void> {
    this.changes.push(change);
  }

  /** @throws Error when the log would begin where no whole snapshot is; nothing is changed then. */
  commit(): void {
    const stored = this.shared.documents.get(this.document);
    if (stored === undefined) return;
    for (const { snapshots, trimTo, authors } of this.changes) {
      const kept = new Map(stored.snapshots.map((snapshot) => [snapshot.seq, snapshot]));
      for (const snapshot of snapshots) {
        const there = kept.get(snapshot.seq);
        if (there === undefined || !isWhole(there)) kept.set(snapshot.seq, { ...snapshot, bytes: snapshot.bytes.slice() });
      }
      const base = trimTo === null ? null : kept.get(trimTo);
      if (base !== null && (base === undefined || !isWhole(base))) throw new Error('the log would not begin at a whole snapshot');
      if (trimTo !== null) stored.rows = stored.rows.filter((row) => row.seq > trimTo);
      for (const span of authors) stored.spans.set(`${span.client}:${span.clock}`, span);
      const ordered = [...kept.values()].sort((a, b) => a.seq - b.seq);
      const newest = ordered.filter(isWhole).slice(-2);
      const needed = new Set([...newest.map(({ seq }) => seq), ...stored.pins, baseOf(stored)]);
      stored.snapshots = ordered.filter(({ seq }) => needed.has(seq));
    }
  }
}
