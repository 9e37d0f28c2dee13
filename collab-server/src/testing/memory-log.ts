import type { DocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import type { CompactionLog } from '../ports/compaction-log.ts';
import type { DocumentHead, LogRow, UpdateLog } from '../ports/update-log.ts';
import { MemoryTurn } from './memory-compaction.ts';
import { baseOf, type MemoryDocument, type MemoryOperation, type MemoryStore, wholeSnapshot } from './memory-store.ts';

/** One node's connection to a {@link MemoryStore}. */
export interface MemoryLog extends UpdateLog, CompactionLog {
  /** The node is gone: what it asked for and was not done yet never happens, and nobody is told. What was committed stays. */
  crash(): void;
}

/**
 * @param store shared by the nodes of a test; `crash` is of each node's own log, `pause` and faults are the store's.
 * @param schemaVersion layout version of the node's program.
 */
export function createMemoryLog(store: MemoryStore, schemaVersion = DOCUMENT_SCHEMA_VERSION): MemoryLog {
  let gone = false;
  const me = {};

  const perform = async <T>(operation: MemoryOperation, effect: () => T | Promise<T>): Promise<T> => {
    const pause = gone ? undefined : store.pause(operation);
    if (pause !== undefined) await pause;
    return gone ? new Promise<T>(() => undefined) : effect();
  };

  const append: UpdateLog['append'] = (entries) =>
    perform('append', () => {
      const fault = store.takeFault();
      if (fault === 'fails') throw new Error('the store refused the append');
      const results = store.append(entries, schemaVersion);
      if (fault === 'forgets') throw new Error('connection lost after commit');
      return results;
    });

  const compact: CompactionLog['compact'] = (document, work) =>
    perform('compact', async () => {
      if (store.locks.has(document)) return 'busy';
      store.locks.set(document, me);
      const unlock = () => {
        if (store.locks.get(document) === me) store.locks.delete(document);
      };
      try {
        const turn = new MemoryTurn(store, document);
        const result = await work(turn);
        if (!gone) turn.commit();
        return result;
      } finally {
        unlock();
      }
    });

  return {
    append,
    compact,
    read: (document) => perform('read', () => storedDocument(store.documents.get(document))),
    readRange: (document, after, limit) =>
      perform('readRange', () => {
        const stored = store.documents.get(document);
        if (stored !== undefined && stored.head > after && stored.schemaVersion > schemaVersion) {
          throw new Error(`${document} belongs to a newer release`);
        }
        return rangeOf(stored, after, limit);
      }),
    hasWriteKey: (document, writeKey) =>
      perform('hasWriteKey', () => store.documents.get(document)?.writeKeys.has(writeKey) ?? false),
    heads: (documents) => perform('heads', () => headsOf(store, documents)),
    tail: (document) =>
      perform('tail', () => {
        const stored = store.documents.get(document);
        return stored === undefined ? null : tailOf(stored);
      }),
    longestTails: (count, least) =>
      perform('tail', () => {
        const tails = [...store.documents].map(([name, stored]) => ({ name, ...tailOf(stored) }));
        const long = tails.filter(({ rows, bytes }) => rows > 0 && (rows >= least.rows || bytes >= least.bytes));
        return long
          .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1))
          .slice(0, count)
          .map(({ name }) => name);
      }),
    withOldRows: (after, count, { oldRows, keptRows }) =>
      perform('tail', () => {
        const names = [...store.documents.keys()].sort().filter((name) => after === null || name > after);
        const page = names.slice(0, count);
        const documents = page.filter((name) => {
          const stored = store.get(name);
          return Math.min(store.expired(name), stored.head - keptRows) - baseOf(stored) >= oldRows;
        });
        return { documents, next: names.length > count ? (page.at(-1) ?? null) : null };
      }),
    crash: () => {
      gone = true;
      for (const [document, holder] of store.locks) if (holder === me) store.locks.delete(document);
    },
  };
}

function storedDocument(stored: MemoryDocument | undefined) {
  if (stored === undefined) return null;
  const { team, epoch, schemaVersion, head } = stored;
  const snapshot = wholeSnapshot(stored, head);
  const rows = stored.rows.filter((row) => row.seq > (snapshot?.seq ?? 0)).map(copyOf);
  if ((snapshot?.seq ?? 0) + rows.length !== head) throw new Error('the history is not whole');
  const damaged = stored.snapshots.map(({ seq }) => seq).filter((seq) => seq > (snapshot?.seq ?? 0));
  return { team, epoch, schemaVersion, snapshot: snapshot === null ? null : copyOf(snapshot), rows, head, damaged };
}

function rangeOf(stored: MemoryDocument | undefined, after: number, limit: number): LogRow[] {
  if (stored === undefined || stored.head <= after) return [];
  if (after >= baseOf(stored)) return stored.rows.filter((row) => row.seq > after && row.seq <= after + limit).map(copyOf);
  const { snapshot, rows } = storedDocument(stored) ?? { snapshot: null, rows: [] };
  return snapshot === null ? rows : [snapshot, ...rows];
}

function headsOf(store: MemoryStore, documents: readonly DocumentName[]): Map<DocumentName, DocumentHead> {
  const found = new Map<DocumentName, DocumentHead>();
  for (const document of documents) {
    const stored = store.documents.get(document);
    if (stored !== undefined) found.set(document, { seq: stored.head, epoch: stored.epoch, schemaVersion: stored.schemaVersion });
  }
  return found;
}

function tailOf(stored: MemoryDocument) {
  const rows = stored.rows.filter((row) => row.seq > (wholeSnapshot(stored, stored.head)?.seq ?? 0));
  return { rows: rows.length, bytes: rows.reduce((sum, row) => sum + row.bytes.length, 0) };
}

function copyOf({ seq, bytes }: LogRow): LogRow {
  return { seq, bytes: bytes.slice() };
}
