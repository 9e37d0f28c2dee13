import { type LogRow, reachOf, readDocument, readRange, type StoredDocument } from '@trashfire/prisma/document-log';
import { keepFormatting } from '@trashfire/shared/document/keep-formatting';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import * as Y from 'yjs';

/**
 * A document read from the log. `doc` is shared with later readers and moves on when they read: take what you need from it
 * before the next `await`, and never write to it.
 */
export interface ReadDocument {
  doc: Y.Doc;
  /** Seq of the last row in `doc`. */
  seq: number;
  teamId: string;
}

export interface DocumentReader {
  /** @returns the document as it is now, or null when there is none or it was deleted. */
  head(name: string): Promise<ReadDocument | null>;
  /** @returns the document as it was after `seq`. @throws AppError conflict when that state is not in the log (any more). */
  at(name: string, seq: number): Promise<ReadDocument | null>;
}

/** @throws AppError not-found when there is no such document, or it was deleted. */
export async function mustRead(reader: Pick<DocumentReader, 'head'>, name: string): Promise<ReadDocument> {
  const found = await reader.head(name);
  if (found === null) throw new AppError('not-found', 'That document does not exist, or was deleted.');
  return found;
}

interface Deps {
  pool: Pool;
  /** Hears of damaged snapshots. */
  logger?: Pick<Logger, 'error'>;
  /** Documents kept in memory; the least recently read goes first. */
  documents?: number;
}

interface Kept extends ReadDocument {
  epoch: number;
}

/** A read under way, and the one that begins when it ends. */
interface Turn {
  running: Promise<ReadDocument | null>;
  next: Promise<ReadDocument | null> | null;
}

/** A row read again and again costs only what was added since: the plan, the counts and the agent look at documents often. */
export function createDocumentReader({ pool, logger, documents = 24 }: Deps): DocumentReader {
  const kept = new Map<string, Kept>();
  const turns = new Map<string, Turn>();

  const keep = (name: string, entry: Kept): Kept => {
    kept.delete(name);
    kept.set(name, entry);
    for (const [oldest, { doc }] of kept) {
      if (kept.size <= documents) break;
      kept.delete(oldest);
      doc.destroy();
    }
    return entry;
  };

  const tellDamaged = (name: string, stored: StoredDocument | null): void => {
    if (stored === null || stored.damaged.length === 0) return;
    logger?.error(
      { document: name, damaged: stored.damaged },
      'snapshots are not what was written, older history read in their place',
    );
  };

  const catchUp = async (name: string): Promise<ReadDocument | null> => {
    const known = kept.get(name);
    if (known !== undefined) {
      const { rows } = await pool.query<{ head_seq: string; epoch: number; schema_version: number }>(
        'SELECT head_seq, epoch, schema_version FROM document WHERE id = $1 AND deleted_at IS NULL',
        [name],
      );
      const head = rows[0];
      if (head === undefined) return null;
      mustUnderstand(head.schema_version);
      const rest = head.epoch === known.epoch ? await readRange(pool, name, known.seq, Number(head.head_seq)) : null;
      if (rest !== null) {
        apply(known.doc, rest);
        known.seq = rest.at(-1)?.seq ?? known.seq;
        return keep(name, known);
      }
    }
    const stored = await readDocument(pool, name);
    tellDamaged(name, stored);
    return stored === null || stored.deleted ? null : keep(name, load(stored, stored.head));
  };

  const read = (name: string): Promise<ReadDocument | null> => {
    const running = catchUp(name).finally(() => {
      if (turns.get(name)?.next === null) turns.delete(name);
    });
    turns.set(name, { running, next: null });
    return running;
  };

  // What reads now may have looked before the caller's edit was committed; one more read serves all who wait meanwhile (R1).
  const head = (name: string): Promise<ReadDocument | null> => {
    const turn = turns.get(name);
    if (turn === undefined) return read(name);
    const again = () => read(name);
    turn.next ??= turn.running.then(again, again);
    return turn.next;
  };

  return {
    head,
    async at(name, seq) {
      const newest = await head(name);
      if (newest === null || newest.seq === seq) return newest;
      const stored = await readDocument(pool, name, seq);
      tellDamaged(name, stored);
      if (stored === null || stored.deleted) return null;
      if (reachOf(stored) !== seq)
        throw new AppError('conflict', 'That state of the document is no longer kept. Look at it as it is now.');
      return load(stored, seq);
    },
  };
}

/** What a newer release wrote, this one would read with parts missing, and make plans and pictures of the rest (DESIGN §4). */
function mustUnderstand(schemaVersion: number): void {
  if (schemaVersion <= DOCUMENT_SCHEMA_VERSION) return;
  throw new AppError(
    'unavailable',
    'This document was written by a newer release of the studio, which is being installed. Try again shortly.',
  );
}

function load(stored: StoredDocument, seq: number): Kept {
  mustUnderstand(stored.schemaVersion);
  const doc = new Y.Doc();
  keepFormatting(doc);
  apply(doc, stored.snapshot === null ? stored.updates : [stored.snapshot, ...stored.updates]);
  return { doc, seq, teamId: stored.teamId, epoch: stored.epoch };
}

/** In one transaction: applying thousands of small updates one by one costs several times as much. */
function apply(doc: Y.Doc, rows: readonly LogRow[]): void {
  doc.transact(() => {
    for (const row of rows) Y.applyUpdate(doc, row.bytes);
  });
}
