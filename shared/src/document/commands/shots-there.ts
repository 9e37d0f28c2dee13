import type * as Y from 'yjs';
import { AppError } from '../../errors/app-error.ts';
import type { RecordOf } from '../schema.ts';
import { readRecord } from '../ydoc.ts';

/** Of several shots those that are still there. @throws AppError `not-found` when none is. */
export function shotsThere(doc: Y.Doc, ids: readonly string[]): RecordOf<'shots'>[] {
  const there = ids.flatMap((id) => readRecord(doc, 'shots', id) ?? []);
  if (there.length > 0) return there;
  throw new AppError(
    'not-found',
    ids.length === 1
      ? 'That shot is no longer there. Somebody may have removed it.'
      : 'Those shots are no longer there. Somebody may have removed them.',
  );
}
