import type * as Y from 'yjs';
import { AppError } from '../../errors/app-error.ts';
import type { CollectionName, RecordOf } from '../schema.ts';
import { patchRecord } from '../ydoc.ts';
import { definedOnly } from './command.ts';

/**
 * Changes the given fields of a record that must exist.
 * @param noun what a person calls the record.
 * @throws AppError `not-found` when somebody removed it in the meantime.
 */
export function patchExisting<C extends CollectionName>(
  doc: Y.Doc,
  collection: C,
  id: string,
  patch: { [K in keyof RecordOf<C>]?: RecordOf<C>[K] | undefined },
  noun: string,
): void {
  // definedOnly keeps the fields of RecordOf<C> and drops only undefined; TypeScript cannot see that through the generic.
  const changed = patchRecord(doc, collection, id, definedOnly(patch) as Partial<RecordOf<C>>);
  if (!changed) throw new AppError('not-found', `That ${noun} is no longer there. Somebody may have removed it.`);
}
