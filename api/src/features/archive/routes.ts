import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ARCHIVES_PATH, archivePath } from '@trashfire/shared/api/home-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { type Request, type Response, Router } from 'express';
import { admit } from '../../http/admit.ts';
import type { Authenticate } from '../../http/authenticate.ts';
import type { Viewer } from '../../http/handler.ts';
import { checkParams } from '../../http/params.ts';
import { sendStream } from '../../http/send-stream.ts';
import { fileNameOf } from '../documents/scripts.ts';
import { type ExportDeps, exportSeries } from './export.ts';
import { type ImportDeps, importArchive } from './import.ts';
import { ARCHIVE_LIMITS } from './manifest.ts';

interface Deps extends ImportDeps, Omit<ExportDeps, keyof ImportDeps> {
  authenticate: Authenticate;
  publicUrl: string;
  /** Where a file lies while it is brought in; a folder of its own is made there and removed. */
  scratch: string;
  /** Told after a list of this team would read differently. */
  onChange(teamId: string, seriesId: string): void;
}

const TOO_LARGE = 'That file is larger than an archive may be (2 GB).';
const BUSY = 'Other archives are being made or brought in right now. Try again in a minute.';

/** GET a series as one file and POST such a file: bytes, so they are not in the JSON route table. */
export function createArchiveRoutes(deps: Deps): Router {
  const router = Router();
  const inTurn = createTurns();

  router.get(archivePath(':seriesId'), async (request, response) => {
    const viewer = await admit(deps, request, 'document.read');
    const { seriesId = '' } = checkParams(request.params);
    await inTurn(viewer.teamId, async () => {
      const { title, bytes, stream } = await exportSeries(deps, viewer.teamId, seriesId);
      response.attachment(`${fileNameOf(title)}.trashfire.zip`);
      response.type('application/zip').setHeader('cache-control', 'no-store');
      response.setHeader('content-length', bytes);
      response.setTimeout(ARCHIVE_LIMITS.idleMs, () => response.destroy());
      await sendStream(stream, response);
    });
  });

  router.post(ARCHIVES_PATH, async (request, response) => {
    const viewer = await admit(deps, request, 'episode.create');
    await inTurn(viewer.teamId, () => receive(deps, viewer, request, response));
  });
  return router;
}

/** Lets so many archives be worked at as ARCHIVE_LIMITS says. @returns runs work, or throws AppError too-many. */
function createTurns(): (teamId: string, work: () => Promise<void>) => Promise<void> {
  const working = new Map<string, number>();
  return async (teamId, work) => {
    const ofTeam = working.get(teamId) ?? 0;
    const all = [...working.values()].reduce((sum, count) => sum + count, 0);
    if (ofTeam >= ARCHIVE_LIMITS.perTeam || all >= ARCHIVE_LIMITS.atOnce)
      throw new AppError('too-many', BUSY, { details: { retryAfterSeconds: 60 } });
    working.set(teamId, ofTeam + 1);
    try {
      await work();
    } finally {
      const left = (working.get(teamId) ?? 1) - 1;
      if (left === 0) working.delete(teamId);
      else working.set(teamId, left);
    }
  };
}

async function receive(deps: Deps, { teamId, personId }: Viewer, request: Request, response: Response): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > ARCHIVE_LIMITS.bytes) throw new AppError('too-large', TOO_LARGE);
  const folder = await mkdtemp(join(deps.scratch, 'trashfire-archive-'));
  const given = new AbortController();
  response.on('close', () => given.abort(new AppError('bad-input', 'The request ended before all of it had arrived.')));
  try {
    const path = join(folder, 'archive.zip');
    request.setTimeout(ARCHIVE_LIMITS.idleMs, () => request.destroy());
    await pipeline(request, atMost(ARCHIVE_LIMITS.bytes), createWriteStream(path), { signal: given.signal });
    // From here on it is the studio that takes its time.
    request.setTimeout(0);
    const made = await importArchive(deps, path, { teamId, personId }, given.signal);
    deps.onChange(teamId, made.seriesId);
    response.json(made);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A length may be left out or lied about. */
function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > bytes ? new AppError('too-large', TOO_LARGE) : null, chunk);
    },
  });
}
