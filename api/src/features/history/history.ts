import type { PrismaClient } from '@trashfire/prisma/client';
import { editSessions } from '@trashfire/prisma/document-history';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Handlers } from '../../http/handler.ts';
import { Changes } from './changes.ts';
import { createDocumentLock } from './document-lock.ts';
import { HISTORY_LIMITS } from './limits.ts';
import { findDocument, readAuthors, readLog, seqOf, wholeLog } from './log-reader.ts';
import { buffersOf } from './packed-log.ts';
import { presentAuthors, presentVersion } from './presenter.ts';
import { restoreTo } from './restore.ts';
import { createThreads, type RunJob } from './threads.ts';
import { undoRestore } from './undo-restore.ts';
import { undoRun } from './undo-run.ts';
import * as versions from './versions.ts';

interface Deps {
  prisma: PrismaClient;
  pool: Pool;
  /** Of the collab-server as this process reaches it. */
  collabUrl: string;
  publicUrl: string;
  ticketSecret: string;
  logger: Logger;
  now(): Date;
  /** Left out, threads of this process. */
  run?: RunJob;
}

type VersionRoute = 'history' | 'nameVersion' | 'renameVersion' | 'removeVersion';
type LookRoute = 'contentAt' | 'compare' | 'authorship';

/** A document's history (SPEC H): versions, any state of it, who wrote what, and the ways back. */
export function createHistory(deps: Deps): Handlers<VersionRoute | LookRoute | 'restore' | 'undoRestore' | 'undoRun'> {
  const { prisma, pool, logger } = deps;
  const run = deps.run ?? createThreads(logger);
  const ways = { prisma, pool, run, changes: new Changes({ ...deps, run }), lock: createDocumentLock(pool) };
  return {
    ...versionHandlers(deps, run),
    ...lookHandlers(deps, run),
    restore: ({ params, body, viewer }) => restoreTo(ways, params.document, body, viewer),
    undoRestore: ({ params, body, viewer }) => undoRestore(ways, params.document, body.key, viewer),
    undoRun: ({ params, viewer }) => undoRun(ways, params.runId, viewer),
  };
}

function versionHandlers({ prisma, pool }: Deps, run: RunJob): Handlers<VersionRoute> {
  return {
    async history({ params, body, viewer: { teamId } }) {
      const document = await findDocument(pool, teamId, params.document);
      const { pauseMs, sessionRows: rows } = HISTORY_LIMITS;
      const page = { before: body.before ?? null, pauseMs, limit: body.limit, rows };
      const [named, sessions] = await Promise.all([
        versions.listVersions(prisma, document),
        editSessions(pool, document.name, page),
      ]);
      const present = await presentAuthors(
        prisma,
        teamId,
        sessions.flatMap((session) => session.actors),
      );
      const oldest = sessions.at(-1)?.fromSeq ?? 0;
      return {
        head: document.head,
        versions: named.map(presentVersion),
        sessions: sessions.map(({ fromSeq, toSeq, from, to, rows: edits, actors }) => {
          return { fromSeq, toSeq, from: from.toISOString(), to: to.toISOString(), edits, authors: actors.map(present) };
        }),
        next: oldest > 1 ? oldest : null,
      };
    },
    async nameVersion({ params, body, viewer }) {
      const document = await findDocument(pool, viewer.teamId, params.document);
      const seq = await seqOf(pool, document, { seq: body.seq ?? document.head });
      if (seq === 0) throw new AppError('bad-input', 'Nothing was written at that point, so there is nothing to name.');
      const log = await readLog(pool, document, seq);
      const snapshot = await run('snapshot', { log }, buffersOf(log));
      const version = { seq, name: body.name, personId: viewer.personId, snapshot };
      return presentVersion(await versions.insertVersion(prisma, document, version));
    },
    async renameVersion({ params, body, viewer }) {
      return presentVersion(await versions.renameVersion(prisma, viewer.teamId, params.versionId, body.name));
    },
    async removeVersion({ params, viewer }) {
      await versions.removeVersion(prisma, viewer.teamId, params.versionId);
      return { ok: true };
    },
  };
}

function lookHandlers({ prisma, pool }: Deps, run: RunJob): Handlers<LookRoute> {
  return {
    async contentAt({ params, body, viewer: { teamId } }) {
      const document = await findDocument(pool, teamId, params.document);
      const seq = await seqOf(pool, document, body.point);
      const log = await readLog(pool, document, seq);
      const { content, fountain } = await run('content', { log, kind: document.kind }, buffersOf(log));
      return { seq, fountain, content: { script: content.script, records: definedOnly(content.records) } };
    },
    async compare({ params, body, viewer: { teamId } }) {
      const document = await findDocument(pool, teamId, params.document);
      const from = await seqOf(pool, document, body.from);
      const to = await seqOf(pool, document, body.to ?? { seq: document.head });
      const [older, newer] = [await readLog(pool, document, from), await readLog(pool, document, to)];
      const span = await wholeLog(pool, document, Math.min(from, to), Math.max(from, to));
      const input = { from: older, to: newer, span, kind: document.kind };
      const moved = [older, newer, ...(span === null ? [] : [span])].flatMap(buffersOf);
      const { script, records, truncated } = await run('compare', input, moved);
      const present = await presentAuthors(
        prisma,
        teamId,
        [...script, ...records].flatMap(({ by }) => by),
      );
      return {
        from,
        to,
        script: script.map((change) => ({ ...change, by: change.by.map(present) })),
        records: records.map((change) => ({ ...change, by: change.by.map(present) })),
        truncated,
      };
    },
    async authorship({ params, body, viewer: { teamId } }) {
      const document = await findDocument(pool, teamId, params.document);
      const log = await readLog(pool, document, document.head);
      const { clients, spans, rows } = await readAuthors(pool, document);
      const input = { log, kind: document.kind, clients, spans, rows, ...body };
      const { authors, total, script, records } = await run('authorship', input, [...buffersOf(log), ...buffersOf(rows)]);
      const present = await presentAuthors(prisma, teamId, authors);
      return { seq: document.head, authors: authors.map(present), total, script, records };
    },
  };
}

/** Collections that are there. */
function definedOnly<T>(records: Partial<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(records).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
