import type { PrismaClient } from '@trashfire/prisma/client';
import { creditBalance } from '@trashfire/prisma/ledger';
import { documentName, parseDocumentName } from '@trashfire/shared/document/names';
import { readRecords } from '@trashfire/shared/document/ydoc';
import type { Queues } from '@trashfire/shared/jobs/queues';
import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Core } from '../../core.ts';
import { createScheduler } from '../../scheduler/scheduler.ts';
import { createSignedUrls } from '../assets/signed-urls.ts';
import { readEpisode } from '../documents/episode-input.ts';
import { createDrawings } from './drawings.ts';
import { createEpisodeTakes } from './episode-takes.ts';
import { createRenders } from './render.ts';
import { createRenderService } from './service.ts';
import { createWorkerRoutes } from './worker-routes.ts';
import { createWorkerService } from './worker-service.ts';

interface Options {
  queues: Queues;
  workerToken: string;
  /** Origin of this api as workers reach it; assets they fetch and store are signed for it. */
  apiUrl: string;
}

/** Everything about rendering, composed: the routes of people and of workers, and the clocks behind them. */
export function createRenderModule(core: Core, { queues, workerToken, apiUrl }: Options) {
  const { prisma, reader, writer, realtime, logger, now } = core;
  const read = (episodeId: string, seriesId: string, seq: number | null) => readEpisode(reader, episodeId, seriesId, seq);
  const scheduler = createScheduler({
    prisma,
    queues,
    read,
    async shown(episodeId) {
      const renders = await reader.head(documentName('renders', episodeId));
      return renders === null ? [] : readRecords(renders.doc, 'shotStills');
    },
    write: (document, change) => writer.write(document, 'render', change),
    announce: (episodeId) => tell(announce(episodeId)),
    announcePictures: (episodeId) => tell(announcePictures(episodeId)),
    log: logger,
  });
  // A database that is away for a moment must not take the process with it; the next change is announced again.
  const tell = (announced: Promise<void>): void =>
    void announced.catch((error: unknown) => logger.warn({ err: error }, 'could not announce a change'));
  const whoseIs = async (episodeId: string) =>
    await prisma.episode.findUnique({ where: { id: episodeId }, select: { teamId: true, seriesId: true } });
  const announcePictures = async (episodeId: string): Promise<void> => {
    const episode = await whoseIs(episodeId);
    if (episode) realtime.emit({ team: episode.teamId }, 'series.changed', { seriesId: episode.seriesId });
  };
  const announce = async (episodeId: string): Promise<void> => {
    realtime.emit({ episode: episodeId }, 'queue.changed', { episodeId });
    const episode = await whoseIs(episodeId);
    if (!episode) return;
    const credits = await creditBalance(prisma, episode.teamId);
    realtime.emit({ team: episode.teamId }, 'queue.changed', { episodeId });
    realtime.emit({ team: episode.teamId }, 'credits.changed', { credits: credits.toString() });
  };
  const service = createRenderService({
    prisma,
    read,
    onChange(episodeId, what) {
      scheduler.rendersChanged(episodeId);
      if (what === 'asked') scheduler.retried(episodeId);
    },
  });
  const urls = createSignedUrls({ secret: core.settings.urlSecret, now, origin: apiUrl });
  const worker = createWorkerService({
    prisma,
    ticketSecret: core.settings.ticketSecret,
    signGet: (teamId, hash) => urls.signGet({ teamId, hash }),
    signPut: (teamId, { hash, bytes, mime }) => urls.signPut({ teamId, hash }, { bytes, mime }),
    storedSize: (teamId, hash) => core.store.size({ teamId, hash }),
    // A still is in no request: it changes the board, never the queue people see or what is to be released.
    onChange: ({ kind, episode_id: episodeId }, what) => {
      if (kind !== 'still') scheduler.rendersChanged(episodeId);
      else if (what === 'settled') scheduler.documentChanged(episodeId);
    },
    now: () => now().getTime(),
  });

  const follow = (episodes: Promise<string[]>) =>
    void episodes.then(
      (ids) => ids.forEach(scheduler.documentChanged),
      (error: unknown) => logger.warn({ err: error }, 'could not follow an edit'),
    );

  return {
    service,
    handlers: {
      ...createRenders({ prisma, service }),
      ...createEpisodeTakes({ prisma }),
      ...createDrawings({ prisma, read, onAsked: () => scheduler.outboxGrew() }),
    },
    router: createWorkerRoutes({
      service: worker,
      token: workerToken,
      onError: (error) => logger.error({ err: error }, 'worker route failed'),
    }),
    /** An edit may leave a shot without its still: the episode's own edits, and those of the bible behind it. */
    onBell(message: BusMessage): void {
      if (message.kind === 'update') follow(episodesBehind(prisma, message.document));
    },
    /** The bell was not heard for a while, or never yet: looks at what was edited lately, and at stills that failed. */
    catchUp(): void {
      follow(editedLately(core));
      follow(withFailedStills(core));
    },
    rendersChanged: (episodeId: string) => scheduler.rendersChanged(episodeId),
    outboxGrew: () => scheduler.outboxGrew(),
    stop: () => scheduler.stop(),
  };
}

/** Edits older than this were seen by whoever ran before. */
const LATELY_MS = 60 * 60 * 1000;

/** Episodes whose pictures depend on a document: itself, or every episode of a series. */
async function episodesBehind(prisma: PrismaClient, document: string): Promise<string[]> {
  const name = parseDocumentName(document);
  if (name?.kind === 'episode') return [name.id];
  if (name?.kind !== 'series') return [];
  const episodes = await prisma.episode.findMany({ where: { seriesId: name.id, deletedAt: null }, select: { id: true } });
  return episodes.map(({ id }) => id);
}

async function editedLately({ pool, prisma, now }: Core): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT d.id FROM document d JOIN doc_update u ON u.document_id = d.id AND u.seq = d.head_seq
     WHERE d.deleted_at IS NULL AND d.kind <> 'renders' AND u.created_at > $1`,
    [new Date(now().getTime() - LATELY_MS)],
  );
  const episodes = await Promise.all(rows.map(({ id }) => episodesBehind(prisma, id)));
  return [...new Set(episodes.flat())];
}

/** Most episodes looked at for the sake of stills that failed; the rest have their turn when they are edited or retried. */
const FAILED_AT_ONCE = 200;

/** Where a start of the service, with another engine perhaps, may bring a picture that could not be drawn before. */
async function withFailedStills({ pool }: Core): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT t.episode_id AS id FROM render_task t JOIN episode e ON e.id = t.episode_id AND e.deleted_at IS NULL
     WHERE t.kind = 'still' AND t.state = 'failed' GROUP BY t.episode_id ORDER BY max(t.finished_at) DESC LIMIT $1`,
    [FAILED_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}
