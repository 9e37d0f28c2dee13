import * as Y from 'yjs';
import { blockTypeOf, type ScreenplayBlock } from '../editor-schema.ts';
import { migrateRecord } from '../migrations/migrate.ts';
import type { DocumentKind } from '../names.ts';
import { COLLECTIONS, type CollectionName } from '../schema.ts';
import { collectionMap, scriptFragment } from '../ydoc.ts';
import { sameJson } from './same-json.ts';

/** Text of one line of a block with the formatting Yjs keeps on it (mark name -> its attributes). */
export interface TextPiece {
  text: string;
  marks: Record<string, unknown>;
}

/** A block as data; `lines` are parted by line breaks, and none of them is missing: an empty block has one empty line. */
export interface BlockContent {
  type: ScreenplayBlock;
  attrs: Record<string, unknown>;
  lines: TextPiece[][];
}

export type RecordFields = Record<string, unknown>;
export type RecordsContent = Partial<Record<CollectionName, Record<string, RecordFields>>>;

/**
 * All a document says, as plain data: what two points of its history are compared and restored by (SPEC H2). Records are
 * migrated to this program's version and those that do not fit are left out, as in every reading (SPEC D4, D9).
 */
export interface DocumentContent {
  script: BlockContent[];
  records: RecordsContent;
}

/** Collections of one kind of document. */
export function collectionsOf(kind: DocumentKind): CollectionName[] {
  return (Object.keys(COLLECTIONS) as CollectionName[]).filter((name) => COLLECTIONS[name].document === kind);
}

/** Reads all of a document. */
export function readContent(doc: Y.Doc, kind: DocumentKind): DocumentContent {
  const records: RecordsContent = {};
  for (const collection of collectionsOf(kind)) {
    const found: Record<string, RecordFields> = {};
    for (const [id, map] of collectionMap(doc, collection)) {
      const fields = map instanceof Y.Map ? validFields(collection, id, map.toJSON()) : null;
      if (fields !== null) found[id] = fields;
    }
    if (Object.keys(found).length > 0) records[collection] = found;
  }
  const script = kind === 'episode' ? scriptBlocks(doc).map(readBlock) : [];
  return { script, records };
}

/** @returns the record migrated, fields a newer program may have added included; null when it does not fit its schema. */
export function validFields(collection: CollectionName, id: string, json: unknown): RecordFields | null {
  const migrated = migrateRecord(collection, json);
  const parsed = COLLECTIONS[collection].schema.safeParse(migrated);
  return parsed.success && parsed.data.id === id ? (migrated as RecordFields) : null;
}

/** The blocks of the script that the schema knows. */
export function scriptBlocks(doc: Y.Doc): Y.XmlElement[] {
  const children: unknown[] = scriptFragment(doc).toArray();
  return children.filter((child): child is Y.XmlElement => child instanceof Y.XmlElement && blockTypeOf(child.nodeName) !== null);
}

/** @throws TypeError for an element that is no block. */
export function readBlock(element: Y.XmlElement): BlockContent {
  const type = blockTypeOf(element.nodeName);
  if (type === null) throw new TypeError(`not a block: ${element.nodeName}`);
  const lines: TextPiece[][] = [[]];
  for (const child of element.toArray() as unknown[]) {
    if (child instanceof Y.XmlText) for (const piece of piecesOf(child)) pushPiece(lines.at(-1) ?? [], piece);
    else lines.push([]);
  }
  return { type, attrs: { ...(element.getAttributes() as Record<string, unknown>) }, lines };
}

/** Text with its marks, in order. */
export function piecesOf(text: Y.XmlText): TextPiece[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return delta.flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' && insert !== '' ? [{ text: insert, marks: definedMarks(attributes) }] : [],
  );
}

/** Appends a piece, as part of the one before where both have the same marks. */
export function pushPiece(line: TextPiece[], piece: TextPiece): void {
  const last = line.at(-1);
  if (last !== undefined && sameJson(last.marks, piece.marks)) last.text += piece.text;
  else line.push({ text: piece.text, marks: { ...piece.marks } });
}

/** Marks without those that are switched off. */
export function definedMarks(marks: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(marks).filter(([, value]) => value !== null && value !== undefined));
}

/** A block's id, or null before the editor has minted one. */
export function blockId({ attrs }: BlockContent): string | null {
  return typeof attrs.id === 'string' ? attrs.id : null;
}

/** The characters of a line, or of all lines with line feeds between them. */
export function lineText(line: readonly TextPiece[]): string {
  return line.map(({ text }) => text).join('');
}
export function blockText({ lines }: BlockContent): string {
  return lines.map(lineText).join('\n');
}
