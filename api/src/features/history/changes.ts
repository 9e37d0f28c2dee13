import { setTimeout as delay } from 'node:timers/promises';
import type { PrismaClient } from '@trashfire/prisma/client';
import { hasClientSince } from '@trashfire/prisma/document-history';
import { mintTicket } from '@trashfire/shared/access/tickets';
import { Left } from '@trashfire/shared/api/history-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Viewer } from '../../http/handler.ts';
import type { HistoryDocument } from './log-reader.ts';
import type { RunJob } from './threads.ts';

interface Deps {
  prisma: PrismaClient;
  pool: Pool;
  run: RunJob;
  /** Of the collab-server as this process reaches it. */
  collabUrl: string;
  publicUrl: string;
  ticketSecret: string;
  now(): Date;
}

/** What a change was; kept with it, and what a repetition is answered with. */
export const ChangeReport = z.object({
  /** Head of the log it was worked out from. */
  base: z.number().int(),
  /** The state a restore brought back; null for an undo. */
  to: z.number().int().nullable(),
  /** What an undo left. */
  left: z.array(Left),
});
export type ChangeReport = z.infer<typeof ChangeReport>;

export interface MadeChange extends ChangeReport {
  /** It was made by an earlier call. */
  already: boolean;
}

const RESTORE = 'restore:';
const isRestore = (key: string): boolean => key.startsWith(RESTORE);
/** What a restore is kept under. @param key minted by who clicked. */
export const restoreKey = (key: string): string => `${RESTORE}${key}`;

/** Longest wait for a durable edit to be seen in the log. */
const SEEN_MS = 5_000;
const LOOK_MS = 50;

/**
 * Makes a change of a whole document once per key (SPEC H7). The edit is computed and kept before it is sent, so whoever
 * repeats it after a crash, a timeout or a second click sends the same bytes, and Yjs takes an update it has as nothing.
 */
export class Changes {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @returns what was kept under this key, or null. An edit that was kept and not sent is sent now. */
  async made(document: HistoryDocument, key: string, viewer: Viewer): Promise<MadeChange | null> {
    const row = await this.deps.prisma.docChange.findUnique({ where: { documentId_key: { documentId: document.name, key } } });
    if (row === null) return null;
    const report = ChangeReport.parse(row.report);
    if (row.doneAt === null && row.bytes !== null) await this.send(document, key, row.bytes, report.base, viewer);
    return { ...report, already: true };
  }

  /** @returns the edit of a change that was made, and who made it; null where there is none, or it was made before edits were kept. */
  async edit(document: HistoryDocument, key: string): Promise<{ bytes: Uint8Array; personId: string; base: number } | null> {
    const row = await this.deps.prisma.docChange.findUnique({ where: { documentId_key: { documentId: document.name, key } } });
    if (row === null || row.bytes === null || row.doneAt === null) return null;
    return { bytes: new Uint8Array(row.bytes), personId: row.personId, base: ChangeReport.parse(row.report).base };
  }

  /**
   * Makes the change and resolves when it is durable.
   * @throws AppError too-large for an edit no socket takes; not-allowed when the person may not write any more.
   */
  async make(
    document: HistoryDocument,
    key: string,
    update: Uint8Array,
    report: ChangeReport,
    viewer: Viewer,
  ): Promise<MadeChange> {
    if (update.length > LIMITS.updateBytes) {
      throw new AppError('too-large', 'What would have to be changed is more than one edit may hold. Go there in smaller steps.');
    }
    const { count } = await this.deps.prisma.docChange.createMany({
      data: [
        {
          documentId: document.name,
          teamId: document.teamId,
          key,
          personId: viewer.personId,
          bytes: Buffer.from(update),
          report,
        },
      ],
      skipDuplicates: true,
    });
    // Asked twice at the same moment: the first one's edit is the one that is made, by both.
    const made = await this.made(document, key, viewer);
    if (made === null) throw new AppError('not-found', 'That document was deleted.');
    return { ...made, already: count === 0 };
  }

  private async send(document: HistoryDocument, key: string, bytes: Uint8Array, base: number, viewer: Viewer): Promise<void> {
    const { run, prisma, collabUrl, publicUrl, ticketSecret, now } = this.deps;
    const claims = {
      doc: document.name,
      team: document.teamId,
      can: 'write' as const,
      actor: { kind: 'person' as const, id: viewer.personId, name: viewer.name, color: viewer.color },
      member: viewer.personId,
      version: viewer.version,
    };
    const ticket = mintTicket(claims, ticketSecret, Math.floor(now().getTime() / 1000));
    const edit = { url: collabUrl, origin: publicUrl, name: document.name, ticket, update: new Uint8Array(bytes) };
    const { client } = await run('send', edit);
    if (client !== null) await this.seen(document, client, base);
    await prisma.docChange.updateMany({
      where: { documentId: document.name, key },
      // The edit of a restore is kept: taking it back needs what it did and no more (SPEC H9). Nothing takes an undo back.
      data: isRestore(key) ? { doneAt: now() } : { bytes: null, doneAt: now() },
    });
  }

  /** An edit a room had from an earlier try is not acknowledged to this one, so it is looked for in the log (R1). */
  private async seen(document: HistoryDocument, client: number, base: number): Promise<void> {
    for (let waited = 0; waited < SEEN_MS; waited += LOOK_MS) {
      if (await hasClientSince(this.deps.pool, document.name, client, base)) return;
      await delay(LOOK_MS);
    }
    throw new AppError('unavailable', 'The change was not confirmed in time. Repeat it: it is made once.');
  }
}
