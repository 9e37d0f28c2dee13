import type { DocumentKind } from '@trashfire/shared/document/names';
import { COLLECTIONS, type CollectionName } from '@trashfire/shared/document/schema';
import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';
import { RecordRepair } from './records.ts';
import { Repaired } from './repaired.ts';
import { ScriptRepair } from './script.ts';

/** Any shared type, as Yjs names it in its transactions. */
type SharedType = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never;

/**
 * Puts right, in the tick that brought it, whatever an update did that the document's schema does not allow (DESIGN §5.2).
 * That an update decodes proves nothing: one in eight randomly damaged ones is taken by Yjs (facts: faults, finding 3).
 */
export class DocumentRepair {
  private readonly doc: Y.Doc;
  private readonly parts: (RecordRepair | ScriptRepair)[] = [];
  private readonly known = new Set<object>();
  private touchedRoots = new Set<SharedType>();

  constructor(doc: Y.Doc, kind: DocumentKind) {
    this.doc = doc;
    for (const name of Object.keys(COLLECTIONS) as CollectionName[]) {
      if (COLLECTIONS[name].document !== kind) continue;
      this.known.add(collectionMap(doc, name));
      this.parts.push(new RecordRepair(doc, name));
    }
    if (kind === 'episode') {
      this.known.add(scriptFragment(doc));
      this.parts.push(new ScriptRepair(doc));
    }
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      for (const type of transaction.changed.keys()) if (type._item === null) this.touchedRoots.add(type);
    });
  }

  /** Forgets what was noted: rows from the log were put right by the node that took them. */
  forget(): void {
    for (const part of this.parts) part.forget();
    this.touchedRoots = new Set();
  }

  /** Puts right what the transactions since the last call brought. @param origin of the transaction that does it. */
  run(origin: unknown): Repaired {
    const repaired = new Repaired();
    // Nearly always all is well, and a transaction costs as much as a keystroke.
    if (
      !this.parts.some((part) => part.isNeeded()) &&
      ![...this.touchedRoots].some((type) => hasStrays(type, this.known.has(type)))
    ) {
      this.forget();
      return repaired;
    }
    Y.transact(
      this.doc,
      (transaction) => {
        for (const part of this.parts) part.run(transaction, repaired);
        for (const type of this.touchedRoots) removeStrays(transaction, type, this.known.has(type), repaired);
      },
      origin,
    );
    // What the repair itself touched needs no second look.
    this.forget();
    return repaired;
  }
}

/** Content of a root the schema does not know, list content in a map and keys on a fragment: no reader shows it, and it would travel and be stored for ever. */
function* straysOf(type: SharedType, known: boolean): Generator<Y.Item> {
  if (!(known && type instanceof Y.XmlFragment)) {
    for (let item = type._start; item !== null; item = item.right) if (!item.deleted) yield item;
  }
  if (!(known && type instanceof Y.Map)) {
    for (const item of type._map.values()) if (!item.deleted) yield item;
  }
}

function hasStrays(type: SharedType, known: boolean): boolean {
  for (const _item of straysOf(type, known)) return true;
  return false;
}

function removeStrays(transaction: Y.Transaction, type: SharedType, known: boolean, repaired: Repaired): void {
  for (const item of [...straysOf(type, known)]) {
    item.delete(transaction);
    repaired.add('content in no place of the schema');
  }
}
