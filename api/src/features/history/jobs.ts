import { type Author, sameAuthor } from '@trashfire/shared/document/history/author';
import { Authors } from '@trashfire/shared/document/history/authors';
import { type AuthoredBlock, type AuthoredRecord, authorship } from '@trashfire/shared/document/history/authorship';
import { type Changes, compareContent, touchesSince } from '@trashfire/shared/document/history/compare';
import { type DocumentContent, readContent } from '@trashfire/shared/document/history/content';
import { forwardUpdate } from '@trashfire/shared/document/history/forward';
import { type RestoreEdit, undoRestore } from '@trashfire/shared/document/history/undo-restore';
import { type RunUndone, undoRun } from '@trashfire/shared/document/history/undo-run';
import type { DocumentKind, DocumentName } from '@trashfire/shared/document/names';
import { scriptJsonFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { AppError } from '@trashfire/shared/errors/app-error';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';
import * as Y from 'yjs';
import { type ContentKind, hashesIn, readForeignState, renameEpisodes } from '../archive/contents.ts';
import { type DocumentState, loadState, stateOf } from '../documents/state.ts';
import { HISTORY_LIMITS } from './limits.ts';
import type { ClientSpan } from './log-reader.ts';
import { type PackedLog, unpackRows } from './packed-log.ts';
import { sendUpdate } from './send-update.ts';

/** Computations on whole documents; they run in a thread of their own, so that none of them holds up the api (R7). */
export interface Jobs {
  /** The whole state after a log as one update, tried on a fresh document. */
  snapshot: { in: { log: PackedLog }; out: { bytes: Uint8Array; stateVector: Uint8Array } };
  content: { in: { log: PackedLog; kind: DocumentKind }; out: { content: DocumentContent; fountain: string | null } };
  /** `span`: all rows from the older of the two to the newer; null where some of them are gone. */
  compare: {
    in: { from: PackedLog; to: PackedLog; span: PackedLog | null; kind: DocumentKind };
    out: Changes & { truncated: boolean };
  };
  authorship: {
    in: {
      log: PackedLog;
      kind: DocumentKind;
      clients: { client: number; author: Author }[];
      spans: ClientSpan[];
      rows: PackedLog;
      first: number;
      blocks: number;
      records: boolean;
    };
    out: { authors: Author[]; total: number; script: IndexedBlock[]; records: IndexedRecord[] };
  };
  /** A state on its way into an archive or a copy, and one out of an archive: see archive/states.ts. */
  leaving: { in: { bytes: Uint8Array; kind: ContentKind }; out: DocumentState & { hashes: string[] } };
  coming: {
    in: { bytes: Uint8Array; kind: ContentKind; renamed: [string, string][] };
    out: { clients: number[]; edit: DocumentState | null };
  };
  /** `update` is null when the document says the same already. */
  restore: { in: { target: PackedLog; current: PackedLog; kind: DocumentKind }; out: Edit };
  undo: { in: { log: PackedLog; kind: DocumentKind; runId: string }; out: Edit & Pick<RunUndone, 'left'> };
  undoRestore: { in: { log: PackedLog; kind: DocumentKind; edit: RestoreEdit }; out: Edit & Pick<RunUndone, 'left'> };
  /** Makes an edit through the collab-server, and resolves when it is durable. */
  send: {
    in: { url: string; origin: string; name: DocumentName; ticket: string; update: Uint8Array };
    out: Pick<Edit, 'client'>;
  };
}
export type JobName = keyof Jobs;

export interface Edit {
  update: Uint8Array | null;
  /** The Yjs client whose the edit is; null for one that only deletes. */
  client: number | null;
}

type IndexedBlock = Omit<AuthoredBlock, 'by' | 'text'> & { by: number | null; text: { text: string; by: number | null }[] };
type IndexedRecord = Omit<AuthoredRecord, 'by' | 'fields'> & { by: number | null; fields: Record<string, number | null> };

type Performers = { [N in JobName]: (input: Jobs[N]['in']) => Jobs[N]['out'] | Promise<Jobs[N]['out']> };

const PERFORMERS: Performers = {
  snapshot: ({ log }) => snapshot(log),
  content: ({ log, kind }) => {
    const doc = docOf(log);
    const fountain = kind === 'episode' ? docToFountain(scriptJsonFromFragment(scriptFragment(doc))) : null;
    return { content: readContent(doc, kind), fountain };
  },
  compare: ({ from, to, span, kind }) => compare(from, to, span, kind),
  authorship: indexedAuthorship,
  restore: ({ target, current, kind }) => {
    const wanted = readContent(docOf(target), kind);
    return editOf(forwardUpdate(Y.encodeStateAsUpdate(docOf(current)), kind, wanted));
  },
  undo: ({ log, kind, runId }) => {
    const { update, left } = undoRun(log.base, unpackRows(log), kind, runId);
    return { ...editOf(update), left: left.slice(0, HISTORY_LIMITS.left) };
  },
  undoRestore: ({ log, kind, edit }) => {
    const { update, left } = undoRestore(log.base, unpackRows(log), kind, edit);
    return { ...editOf(update), left: left.slice(0, HISTORY_LIMITS.left) };
  },
  leaving: ({ bytes, kind }) => {
    const doc = loadState(bytes);
    return { ...stateOf(doc), hashes: [...hashesIn(doc, kind)] };
  },
  coming: ({ bytes, kind, renamed }) => {
    const doc = readForeignState(bytes, kind);
    return { clients: [...doc.store.clients.keys()], edit: kind === 'series' ? renameEpisodes(doc, new Map(renamed)) : null };
  },
  send: async (edit) => {
    await sendUpdate(edit);
    return { client: editOf(edit.update).client };
  },
};

export async function perform<N extends JobName>(name: N, input: Jobs[N]['in']): Promise<Jobs[N]['out']> {
  return await PERFORMERS[name](input);
}

/** @throws AppError conflict when the log is not whole: what it builds on was compacted away. */
function docOf(log: PackedLog): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    if (log.base !== null) Y.applyUpdate(doc, log.base);
    for (const { bytes } of unpackRows(log)) Y.applyUpdate(doc, bytes);
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new AppError('conflict', 'That state of the document is no longer kept whole.');
  }
  return doc;
}

function snapshot(log: PackedLog): Jobs['snapshot']['out'] {
  const doc = docOf(log);
  const bytes = Y.encodeStateAsUpdate(doc);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, bytes);
  const whole = copy.store.pendingStructs === null && copy.store.pendingDs === null;
  // A version that lost something would lose it for good once the log is trimmed.
  if (!whole || !Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(doc))) {
    throw new AppError('internal', 'The state to keep differs from the document. Nothing was named.');
  }
  return { bytes, stateVector: Y.encodeStateVector(doc) };
}

function editOf(update: Uint8Array | null): Edit {
  const [client] = update === null ? [] : Y.parseUpdateMeta(update).from.keys();
  return { update, client: client ?? null };
}

function compare(from: PackedLog, to: PackedLog, span: PackedLog | null, kind: DocumentKind): Jobs['compare']['out'] {
  const touches = span === null ? new Map() : touchesSince(span.base, unpackRows(span), kind, Math.min(from.seq, to.seq));
  const { script, records } = compareContent(readContent(docOf(from), kind), readContent(docOf(to), kind), touches);
  const { changes, textLength } = HISTORY_LIMITS;
  const cut = (text: string | null) => text?.slice(0, textLength) ?? null;
  return {
    script: script.slice(0, changes).map((block) => ({ ...block, before: cut(block.before), after: cut(block.after) })),
    records: records.slice(0, changes),
    truncated: script.length > changes || records.length > changes,
  };
}

function indexedAuthorship(input: Jobs['authorship']['in']): Jobs['authorship']['out'] {
  const known = new Authors();
  for (const { client, author } of input.clients) known.addClient(client, author);
  for (const { client, from, to, author } of input.spans) known.addSpan(client, from, to, author);
  for (const { bytes, author } of unpackRows(input.rows)) known.addRow(bytes, author);
  const { script, records } = authorship(docOf(input.log), input.kind, known);
  const authors: Author[] = [];
  const index = (author: Author | null): number | null => {
    if (author === null) return null;
    const place = authors.findIndex((one) => sameAuthor(one, author));
    return place >= 0 ? place : authors.push(author) - 1;
  };
  return {
    total: script.length,
    script: script.slice(input.first, input.first + input.blocks).map((block) => ({
      ...block,
      by: index(block.by),
      text: block.text.map(({ text, by }) => ({ text, by: index(by) })),
    })),
    records: (input.records ? records : []).map((record) => ({
      ...record,
      by: index(record.by),
      fields: Object.fromEntries(Object.entries(record.fields).map(([field, by]) => [field, index(by)])),
    })),
    authors,
  };
}
