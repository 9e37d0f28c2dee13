import type { UndoRestoreView } from '@trashfire/shared/api/history-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Viewer } from '../../http/handler.ts';
import { type Changes, restoreKey } from './changes.ts';
import type { DocumentLock } from './document-lock.ts';
import { findDocument, type HistoryDocument, readLog } from './log-reader.ts';
import { buffersOf } from './packed-log.ts';
import type { RunJob } from './threads.ts';

interface Deps {
  pool: Pool;
  run: RunJob;
  changes: Changes;
  lock: DocumentLock;
}

type Undone = z.output<typeof UndoRestoreView>;

/**
 * Takes back what one restore did, once, and leaves what others wrote since (SPEC H9).
 * @param asked the key the restore was made with.
 * @throws AppError not-found for a restore that was not made here; conflict when the log was trimmed past it.
 */
export async function undoRestore(deps: Deps, name: string, asked: string, viewer: Viewer): Promise<Undone> {
  const { name: document } = await findDocument(deps.pool, viewer.teamId, name);
  // Found again under the lock: another change made just before is part of what this one is worked out from.
  const inTurn = async () => await undoIn(deps, await findDocument(deps.pool, viewer.teamId, name), asked, viewer);
  return await deps.lock(document, inTurn);
}

async function undoIn({ pool, run, changes }: Deps, document: HistoryDocument, asked: string, viewer: Viewer): Promise<Undone> {
  const key = `undo-restore:${asked}`;
  const before = await changes.made(document, key, viewer);
  if (before !== null) return { changed: true, already: true, left: before.left };
  const restore = await changes.edit(document, restoreKey(asked));
  if (restore === null)
    throw new AppError('not-found', 'That restore cannot be taken back any more. Restore the version from before it instead.');
  const log = await readLog(pool, document, restore.base, document.head);
  const edit = { bytes: restore.bytes, personId: restore.personId };
  const { update, left } = await run('undoRestore', { log, kind: document.kind, edit }, buffersOf(log));
  if (update === null) return { changed: false, already: false, left };
  const made = await changes.make(document, key, update, { base: document.head, to: null, left }, viewer);
  return { changed: true, already: made.already, left: made.left };
}
