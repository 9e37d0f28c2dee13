import type { PrismaClient } from '@trashfire/prisma/client';
import { documentsOfRun } from '@trashfire/prisma/document-history';
import type { UndoRunView } from '@trashfire/shared/api/history-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Viewer } from '../../http/handler.ts';
import type { Changes } from './changes.ts';
import type { DocumentLock } from './document-lock.ts';
import { findDocument, readLog } from './log-reader.ts';
import { buffersOf } from './packed-log.ts';
import type { RunJob } from './threads.ts';

interface Deps {
  prisma: PrismaClient;
  pool: Pool;
  run: RunJob;
  changes: Changes;
  lock: DocumentLock;
}

type Undone = z.output<typeof UndoRunView>['documents'][number];

/**
 * Takes back what one agent run did, in every document it wrote to, once (SPEC H5). Repeating it finishes what was cut off
 * and undoes nothing twice.
 * @throws AppError not-found for another team's run; conflict while the run goes on, and when the log was trimmed past it.
 */
export async function undoRun(deps: Deps, runId: string, viewer: Viewer): Promise<z.output<typeof UndoRunView>> {
  const run = await deps.prisma.agentRun.findFirst({ where: { id: runId, teamId: viewer.teamId } });
  if (run === null) throw new AppError('not-found', 'That run does not exist, or is not yours to see.');
  if (run.state === 'queued' || run.state === 'running') {
    throw new AppError('conflict', 'That run is not over yet. Stop it first, then undo it.');
  }
  const documents: Undone[] = [];
  // One after the other, the episode before its series: what refers to a character goes before the character does.
  for (const { document, first } of await documentsOfRun(deps.pool, viewer.teamId, runId)) {
    documents.push(await deps.lock(document, () => undoIn(deps, document, first, runId, viewer)));
  }
  return { documents };
}

async function undoIn(
  { pool, run, changes }: Deps,
  name: string,
  first: number | null,
  runId: string,
  viewer: Viewer,
): Promise<Undone> {
  const document = await findDocument(pool, viewer.teamId, name);
  const key = `undo:${runId}`;
  const before = await changes.made(document, key, viewer);
  if (before !== null) return { document: name, changed: true, already: true, left: before.left };
  if (first === null) {
    throw new AppError('conflict', 'That run is older than the log goes back. Restore a version from before it instead.');
  }
  const log = await readLog(pool, document, first - 1, document.head);
  const { update, left } = await run('undo', { log, kind: document.kind, runId }, buffersOf(log));
  if (update === null) return { document: name, changed: false, already: false, left };
  const made = await changes.make(document, key, update, { base: document.head, to: null, left }, viewer);
  return { document: name, changed: true, already: made.already, left: made.left };
}
