import * as Y from 'yjs';
import type { DocumentKind } from '../names.ts';
import type { CollectionName } from '../schema.ts';
import { collectionMap, scriptFragment } from '../ydoc.ts';
import { type Author, sameAuthor } from './author.ts';
import type { Authors } from './authors.ts';
import { collectionsOf, validFields } from './content.ts';
import { type AnyType, elementOf, itemsOf, typeOf } from './items.ts';

/** Text by one author; a line break inside a block is a line feed. */
export interface AuthoredText {
  text: string;
  by: Author | null;
}

export interface AuthoredBlock {
  id: string | null;
  type: string;
  /** Who made the block. */
  by: Author | null;
  text: AuthoredText[];
}

export interface AuthoredRecord {
  collection: CollectionName;
  id: string;
  /** Who made the record. */
  by: Author | null;
  /** Who set each field last. */
  fields: Record<string, Author | null>;
}

/** Who wrote each character, made each block and set each field of a document as it is (SPEC H3). */
export function authorship(
  doc: Y.Doc,
  kind: DocumentKind,
  authors: Authors,
): { script: AuthoredBlock[]; records: AuthoredRecord[] } {
  return { script: kind === 'episode' ? authoredScript(doc, authors) : [], records: authoredRecords(doc, kind, authors) };
}

function authoredScript(doc: Y.Doc, authors: Authors): AuthoredBlock[] {
  const blocks: AuthoredBlock[] = [];
  for (const item of itemsOf(scriptFragment(doc) as unknown as AnyType)) {
    const element = item.deleted ? null : elementOf(item);
    if (element === null) continue;
    const id: unknown = element.getAttribute('id');
    blocks.push({
      id: typeof id === 'string' ? id : null,
      type: element.nodeName,
      by: authors.of(item.id),
      text: authoredText(element, authors),
    });
  }
  return blocks;
}

function authoredText(element: Y.XmlElement, authors: Authors): AuthoredText[] {
  const pieces: AuthoredText[] = [];
  const push = (text: string, by: Author | null) => {
    const last = pieces.at(-1);
    if (last !== undefined && isSame(last.by, by)) last.text += text;
    else pieces.push({ text, by });
  };
  for (const child of itemsOf(element as unknown as AnyType)) {
    if (child.deleted) continue;
    const type = typeOf(child);
    if (type instanceof Y.XmlElement) push('\n', authors.of(child.id));
    if (!(type instanceof Y.XmlText)) continue;
    for (const { id, deleted, content } of itemsOf(type as unknown as AnyType)) {
      if (deleted || !(content instanceof Y.ContentString)) continue;
      authors.each(id.client, id.clock, content.str.length, (by, from, to) =>
        push(content.str.slice(from - id.clock, to - id.clock), by),
      );
    }
  }
  return pieces;
}

function isSame(a: Author | null, b: Author | null): boolean {
  return a === null || b === null ? a === b : sameAuthor(a, b);
}

function authoredRecords(doc: Y.Doc, kind: DocumentKind, authors: Authors): AuthoredRecord[] {
  return collectionsOf(kind).flatMap((collection) =>
    [...collectionMap(doc, collection)].flatMap(([id, record]): AuthoredRecord[] => {
      if (!(record instanceof Y.Map) || record._item === null || validFields(collection, id, record.toJSON()) === null) return [];
      const fields = [...record._map].flatMap(([name, item]) => (item.deleted ? [] : [[name, authors.of(item.id)] as const]));
      return [{ collection, id, by: authors.of(record._item.id), fields: Object.fromEntries(fields) }];
    }),
  );
}
