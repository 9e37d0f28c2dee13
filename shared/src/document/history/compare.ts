import type * as Y from 'yjs';
import type { DocumentKind } from '../names.ts';
import type { CollectionName } from '../schema.ts';
import { alignBlocks } from './align-blocks.ts';
import { type Author, type HistoryRow, sameAuthor } from './author.ts';
import { type BlockContent, blockId, blockText, type DocumentContent, type RecordFields } from './content.ts';
import { type AnyType, eachDeleted, eachInserted, type Place, Places, plainValue } from './items.ts';
import { replay } from './replay.ts';
import { sameJson } from './same-json.ts';

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved';

/** A block that differs; texts with line feeds between lines, null where the block was not or is no more. */
export interface BlockChange {
  change: ChangeKind;
  id: string | null;
  type: string;
  before: string | null;
  after: string | null;
  /** Whose edits led there, in the order of the log; empty where the log no longer knows. */
  by: Author[];
}

export interface RecordChange {
  change: Exclude<ChangeKind, 'moved'>;
  collection: CollectionName;
  id: string;
  /** Of a changed record: what differs. An added or removed one is named by its fields as a whole. */
  fields: { field: string; before: unknown; after: unknown }[];
  by: Author[];
}

export interface Changes {
  /** In the order of the newer script, removed ones where they stood before. */
  script: BlockChange[];
  records: RecordChange[];
}

/** Authors by block id, or by collection and id. */
export type Touches = ReadonlyMap<string, Author[]>;

/** What differs between two states of a document (SPEC H6). */
export function compareContent(from: DocumentContent, to: DocumentContent, touches: Touches = new Map()): Changes {
  return { script: compareScripts(from.script, to.script, touches), records: compareRecords(from, to, touches) };
}

function compareScripts(from: readonly BlockContent[], to: readonly BlockContent[], touches: Touches): BlockChange[] {
  const pairs = alignBlocks(from, to);
  const paired = new Map(pairs.map(([a, b]) => [b, a]));
  const stayed = new Set(pairs.map(([a]) => a));
  const before = new Map(from.flatMap((block, i) => (stayed.has(i) || blockId(block) === null ? [] : [[blockId(block), block]])));
  const changes: BlockChange[] = [];
  const change = (kind: ChangeKind, old: BlockContent | null, block: BlockContent | null) => {
    const id = (block ?? old) === null ? null : blockId((block ?? old) as BlockContent);
    const type = block?.type ?? old?.type ?? '';
    const [was, is] = [old === null ? null : blockText(old), block === null ? null : blockText(block)];
    changes.push({ change: kind, id, type, before: was, after: is, by: id === null ? [] : [...(touches.get(id) ?? [])] });
  };
  const returned = new Set(to.flatMap((block, i) => (paired.has(i) ? [] : [blockId(block)])));
  let next = 0;
  const removedUpTo = (end: number) => {
    for (; next < end; next++) {
      const block = from[next];
      if (block !== undefined && !stayed.has(next) && !returned.has(blockId(block) ?? '')) change('removed', block, null);
    }
  };
  for (const [i, block] of to.entries()) {
    const place = paired.get(i);
    if (place === undefined) {
      const old = before.get(blockId(block)) ?? null;
      change(
        old === null ? 'added' : sameJson({ ...old, attrs: null }, { ...block, attrs: null }) ? 'moved' : 'changed',
        old,
        block,
      );
      continue;
    }
    removedUpTo(place);
    const old = from[place];
    if (old !== undefined && !sameJson(old, block)) change('changed', old, block);
  }
  removedUpTo(from.length);
  return changes;
}

function compareRecords(from: DocumentContent, to: DocumentContent, touches: Touches): RecordChange[] {
  const names = [...new Set([...Object.keys(from.records), ...Object.keys(to.records)])] as CollectionName[];
  return names.flatMap((collection) => {
    const [before, after] = [from.records[collection] ?? {}, to.records[collection] ?? {}];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id): RecordChange[] => {
      const fields = differingFields(before[id] ?? {}, after[id] ?? {});
      if (fields.length === 0) return [];
      const change = before[id] === undefined ? 'added' : after[id] === undefined ? 'removed' : 'changed';
      return [{ change, collection, id, fields, by: [...(touches.get(recordKey(collection, id)) ?? [])] }];
    });
  });
}

function differingFields(before: RecordFields, after: RecordFields): RecordChange['fields'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !sameJson(before[name], after[name]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

function recordKey(collection: CollectionName, id: string): string {
  return `${collection} ${id}`;
}

/**
 * Who touched which block and record after `fromSeq`.
 * @param base the state before the first of `rows`.
 */
export function touchesSince(
  base: Uint8Array | null,
  rows: readonly HistoryRow[],
  kind: DocumentKind,
  fromSeq: number,
): Map<string, Author[]> {
  const touches = new Map<string, Author[]>();
  let places: Places | null = null;
  const touch = (item: Y.Item, author: Author) => {
    const key = keyOf(places?.of(item) ?? null);
    if (key === null) return;
    const authors = touches.get(key) ?? [];
    touches.set(key, authors);
    if (!authors.some((known) => sameAuthor(known, author))) authors.push(author);
  };
  const doc = replay(
    base,
    rows,
    (transaction, author, row) => {
      if (row.seq <= fromSeq) return;
      eachInserted(transaction, (item) => touch(item, author));
      eachDeleted(transaction, (item) => touch(item, author));
    },
    (opened) => {
      places = new Places(opened, kind);
    },
  );
  doc.destroy();
  return touches;
}

function keyOf(place: Place | null): string | null {
  if (place === null) return null;
  if (place.kind === 'record') return recordKey(place.collection, place.id);
  // Also of a block that is gone: nothing is forgotten while the log is played.
  const item = (place.block as unknown as AnyType)._map.get('id');
  const id = item === undefined ? null : plainValue(item);
  return typeof id === 'string' ? id : null;
}
