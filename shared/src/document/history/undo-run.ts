import * as Y from 'yjs';
import type { DocumentKind } from '../names.ts';
import type { CollectionName } from '../schema.ts';
import { collectionMap } from '../ydoc.ts';
import type { HistoryRow } from './author.ts';
import {
  collectionsOf,
  type DocumentContent,
  type RecordFields,
  type RecordsContent,
  readContent,
  validFields,
} from './content.ts';
import { forwardUpdate } from './forward.ts';
import { replay } from './replay.ts';
import { type Left, RunTrace } from './run-trace.ts';
import { scriptWithoutRun } from './script-without-run.ts';

export interface RunUndone {
  /** The edit that takes the run back; null when nothing of it is left. */
  update: Uint8Array | null;
  /** What stays of it, because others built on it. */
  left: Left[];
}

/**
 * Takes back one agent run from the log, whatever others did before, between and after (SPEC H5): what they wrote stays, also
 * inside what the run made; a field they set since stays theirs; what the run removed is back.
 * @param base the state before `rows[0]`; the run's first row must be among `rows`, which go to the head.
 * @throws AppError conflict when the rows do not build on `base`.
 */
export function undoRun(base: Uint8Array | null, rows: readonly HistoryRow[], kind: DocumentKind, runId: string): RunUndone {
  let trace: RunTrace | null = null;
  const doc = replay(
    base,
    rows,
    (transaction, author) => trace?.note(transaction, author),
    (opened) => {
      const collections = new Map<unknown, CollectionName>(
        collectionsOf(kind).map((name) => [collectionMap(opened, name), name]),
      );
      trace = new RunTrace(opened, kind, runId, collections);
    },
  );
  // Assigned in a callback, which TypeScript does not follow.
  const traced = trace as unknown as RunTrace;
  const wanted = contentWithoutRun(doc, kind, traced);
  const update = forwardUpdate(Y.encodeStateAsUpdate(doc), kind, wanted);
  doc.destroy();
  return { update, left: [...traced.left.values()] };
}

function contentWithoutRun(doc: Y.Doc, kind: DocumentKind, trace: RunTrace): DocumentContent {
  const { records, script } = readContent(doc, kind);
  return {
    records: recordsWithoutRun(doc, kind, records, trace),
    script: kind === 'episode' ? scriptWithoutRun(doc, trace) : script,
  };
}

function recordsWithoutRun(doc: Y.Doc, kind: DocumentKind, now: RecordsContent, trace: RunTrace): RecordsContent {
  const wanted: RecordsContent = {};
  for (const collection of collectionsOf(kind)) {
    const map = collectionMap(doc, collection) as unknown as Y.AbstractType<unknown>;
    const records = { ...now[collection] };
    for (const [id, { value }] of trace.before.get(map) ?? []) {
      const fields = value === undefined ? null : validFields(collection, id, value);
      if (fields !== null) records[id] = fields;
      else if (value === undefined) delete records[id];
    }
    if (Object.keys(records).length > 0) wanted[collection] = records;
  }
  for (const [type, keys] of trace.before) {
    const record = trace.recordOf(type);
    if (record === null || type._item?.deleted === true) continue;
    const { collection, id, parent } = record;
    const fields = wanted[collection]?.[id];
    if (fields === undefined || trace.before.get(parent)?.has(id) === true) continue;
    const reverted = validFields(collection, id, withBefore(fields, keys));
    if (reverted !== null) wanted[collection] = { ...wanted[collection], [id]: reverted };
    else for (const field of keys.keys()) trace.leave({ kind: 'field', collection, id, field });
  }
  return wanted;
}

function withBefore(fields: RecordFields, keys: ReadonlyMap<string, { value: unknown }>): RecordFields {
  const before = { ...fields };
  for (const [field, { value }] of keys) {
    if (value === undefined) delete before[field];
    else before[field] = value;
  }
  return before;
}
