import { trimmedAuthors } from '@trashfire/prisma/document-authors';
import {
  type ClientAuthor,
  clientAuthors,
  type HistoryLogRow,
  historyHead,
  historyRows,
  rowsOfClients,
  seqAt,
  snapshotBefore,
  weighRange,
} from '@trashfire/prisma/document-history';
import type { HistoryPoint } from '@trashfire/shared/api/history-contract';
import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import type { Author, HistoryRow } from '@trashfire/shared/document/history/author';
import { type DocumentKind, type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Pool } from 'pg';
import { HISTORY_LIMITS } from './limits.ts';
import { LogPacker, type PackedLog, packLog } from './packed-log.ts';

export interface HistoryDocument {
  name: DocumentName;
  kind: DocumentKind;
  teamId: string;
  head: number;
}

const GONE =
  'That state of the document is no longer kept: the log was trimmed. Named versions stay; choose one of them or a newer state.';
const TOO_LONG = 'That stretch of history is too long to work out at once. Take a shorter one, or name versions on the way.';

/** @throws AppError not-found for another team's document, a deleted one, and one that has no history (what the room sees of rendering). */
export async function findDocument(pool: Pool, teamId: string, document: string): Promise<HistoryDocument> {
  const parsed = parseDocumentName(document);
  const found = parsed === null || parsed.kind === 'renders' ? null : await historyHead(pool, parsed.name, teamId);
  if (parsed === null || found === null) {
    throw new AppError('not-found', 'That document does not exist, or is not yours to see.');
  }
  return { name: parsed.name, kind: parsed.kind, teamId, head: found.head };
}

/** @throws AppError bad-input for a seq that is not there yet, conflict for a time of which the log knows nothing any more. */
export async function seqOf(pool: Pool, { name, head }: HistoryDocument, point: HistoryPoint): Promise<number> {
  if ('seq' in point) {
    if (point.seq > head) throw new AppError('bad-input', `The document has no state ${point.seq}; the newest is ${head}.`);
    return point.seq;
  }
  const seq = await seqAt(pool, name, new Date(point.at));
  if (seq === null) throw new AppError('conflict', GONE);
  return Math.min(seq, head);
}

/**
 * The log from the newest snapshot at or before `from` to `to` (SPEC H1).
 * @throws AppError conflict when rows in between were trimmed, too-large when it is more than one look may cost.
 */
export async function readLog(pool: Pool, document: HistoryDocument, from: number, to: number = from): Promise<PackedLog> {
  const log = await wholeLog(pool, document, from, to);
  if (log === null) throw new AppError('conflict', GONE);
  return log;
}

/** As {@link readLog}. @returns null when rows in between were trimmed. */
export async function wholeLog(pool: Pool, { name }: HistoryDocument, from: number, to: number): Promise<PackedLog | null> {
  const base = await snapshotBefore(pool, name, from);
  const after = base?.seq ?? 0;
  const weight = await weighRange(pool, name, after, to);
  if (weight.rows > HISTORY_LIMITS.rows || weight.bytes + (base?.bytes.length ?? 0) > HISTORY_LIMITS.bytes) {
    throw new AppError('too-large', TOO_LONG);
  }
  const packer = new LogPacker(base);
  for (let at = after; at < to; ) {
    const rows = await historyRows(pool, name, at, to, HISTORY_LIMITS.pageRows);
    packer.add(rows.map(historyRow));
    const last = rows.at(-1);
    if (last === undefined) break;
    at = last.seq;
  }
  return packer.rows === to - after ? packer.finish() : null;
}

/** Clocks of a client that one author wrote, of rows that were trimmed. */
export interface ClientSpan {
  client: number;
  from: number;
  to: number;
  author: Author;
}

/** Whose the client ids of a document are: those with one author, and what tells the others apart. */
export async function readAuthors(
  pool: Pool,
  { name }: HistoryDocument,
): Promise<{ clients: { client: number; author: ClientAuthor['actor'] }[]; spans: ClientSpan[]; rows: PackedLog }> {
  const known = await clientAuthors(pool, name, HISTORY_LIMITS.clients);
  const counts = new Map<number, number>();
  for (const { client } of known) counts.set(client, (counts.get(client) ?? 0) + 1);
  const several = [...counts].flatMap(([client, count]) => (count > 1 ? [client] : []));
  const rows = await rowsOfClients(pool, name, several, HISTORY_LIMITS);
  const trimmed = several.length === 0 ? [] : await trimmedAuthors(pool, name);
  return {
    // Of those with several authors the first stands for what one look does not reach; the oldest comes last, so it wins.
    clients: known.toReversed().map(({ client, actor }) => ({ client, author: actor })),
    spans: trimmed.flatMap((span) => (several.includes(span.client) ? [clientSpan(span)] : [])),
    rows: packLog(null, rows.map(historyRow)),
  };
}

function clientSpan({ client, clock, end, actorKind, actorId, runId, step }: AuthorSpan): ClientSpan {
  return { client, from: clock, to: end, author: { kind: actorKind, id: actorId, runId, step } };
}

function historyRow({ seq, bytes, actor }: HistoryLogRow): HistoryRow {
  return { seq, bytes, author: actor };
}
