import * as Y from 'yjs';
import type { ActorKind } from '../access/tickets.ts';

/**
 * Who wrote what: all that the Yjs client `client` inserted with `clock <= its clock < end` is by one author. A Yjs item's id
 * is (client, clock), so a document's content and these spans say together whose each letter is.
 */
export interface AuthorSpan {
  client: number;
  clock: number;
  end: number;
  actorKind: ActorKind;
  actorId: string;
  runId: string | null;
  /** Of the run. */
  step: number | null;
  /** First and last row of the log that the span comes from, and when they were written in ms since 1970. */
  firstSeq: number;
  lastSeq: number;
  firstAt: number;
  lastAt: number;
}

export interface AuthoredUpdate {
  seq: number;
  /** Yjs update, encoding V1. */
  bytes: Uint8Array;
  author: { kind: ActorKind; id: string; runId: string | null; step: number | null };
  at: number;
}

/**
 * @param rows ascending by seq. What an earlier row has inserted already counts as that row's, so a resent update takes
 * nothing over.
 * @param known of each client, the span that ends last, when rows before these were looked at earlier.
 * @returns the spans of these rows, by first appearance; a known span that goes on is returned as it is now.
 */
export function authorSpans(rows: Iterable<AuthoredUpdate>, known: Iterable<AuthorSpan> = []): AuthorSpan[] {
  const last = new Map<number, AuthorSpan>();
  for (const span of known) last.set(span.client, span);
  const spans = new Map<string, AuthorSpan>();
  for (const row of rows) {
    const { from, to } = Y.parseUpdateMeta(row.bytes);
    for (const [client, end] of to) {
      const before = last.get(client);
      const clock = Math.max(from.get(client) ?? 0, before?.end ?? 0);
      if (clock >= end) continue;
      const span =
        before !== undefined && goesOn(before, clock, row.author) ? extended(before, end, row) : spanOf(client, clock, end, row);
      last.set(client, span);
      spans.set(`${client}:${span.clock}`, span);
    }
  }
  return [...spans.values()];
}

function goesOn(span: AuthorSpan, clock: number, { kind, id, runId, step }: AuthoredUpdate['author']): boolean {
  const isSame = span.actorKind === kind && span.actorId === id && span.runId === runId && span.step === step;
  return isSame && span.end === clock;
}

function extended(span: AuthorSpan, end: number, { seq, at }: AuthoredUpdate): AuthorSpan {
  return { ...span, end, lastSeq: seq, lastAt: at };
}

function spanOf(client: number, clock: number, end: number, { seq, at, author }: AuthoredUpdate): AuthorSpan {
  const { kind: actorKind, id: actorId, runId, step } = author;
  return { client, clock, end, actorKind, actorId, runId, step, firstSeq: seq, lastSeq: seq, firstAt: at, lastAt: at };
}
