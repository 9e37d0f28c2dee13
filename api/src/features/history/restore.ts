import type { HistoryPoint, RestoreView } from '@trashfire/shared/api/history-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Viewer } from '../../http/handler.ts';
import { type Changes, restoreKey } from './changes.ts';
import type { DocumentLock } from './document-lock.ts';
import { findDocument, type HistoryDocument, readLog, seqOf } from './log-reader.ts';
import { buffersOf } from './packed-log.ts';
import type { RunJob } from './threads.ts';

interface Deps {
  pool: Pool;
  run: RunJob;
  changes: Changes;
  lock: DocumentLock;
}

/**
 * Brings an older state back as one edit by the person who asks, while others go on typing (SPEC H4).
 * @throws AppError conflict when that state is no longer kept, or the key was used for another one.
 */
export async function restoreTo(
  deps: Deps,
  name: string,
  wanted: { point: HistoryPoint; key: string },
  viewer: Viewer,
): Promise<z.output<typeof RestoreView>> {
  const { name: document } = await findDocument(deps.pool, viewer.teamId, name);
  // Found again under the lock: what was restored just before is part of what this one is worked out from.
  const inTurn = async () => await restore(deps, await findDocument(deps.pool, viewer.teamId, name), wanted, viewer);
  return await deps.lock(document, inTurn);
}

async function restore(
  { pool, run, changes }: Deps,
  document: HistoryDocument,
  { point, key: asked }: { point: HistoryPoint; key: string },
  viewer: Viewer,
): Promise<z.output<typeof RestoreView>> {
  const to = await seqOf(pool, document, point);
  const key = restoreKey(asked);
  const before = await changes.made(document, key, viewer);
  if (before !== null) {
    if ('seq' in point && before.to !== to)
      throw new AppError('conflict', 'That key was used to restore another state. Use a new one.');
    return { to: before.to ?? to, from: before.base, changed: true, already: true };
  }
  const [target, current] = [await readLog(pool, document, to), await readLog(pool, document, document.head)];
  const moved = [...buffersOf(target), ...buffersOf(current)];
  const { update } = await run('restore', { target, current, kind: document.kind }, moved);
  if (update === null) return { to, from: document.head, changed: false, already: false };
  const made = await changes.make(document, key, update, { base: document.head, to, left: [] }, viewer);
  return { to: made.to ?? to, from: made.base, changed: true, already: made.already };
}
