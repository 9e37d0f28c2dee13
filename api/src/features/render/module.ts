import { parseDocumentName } from '@trashfire/shared/document/names';
import type { Queues } from '@trashfire/shared/jobs/queues';
import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Core } from '../../core.ts';
import { createScheduler } from '../../scheduler/scheduler.ts';
import { createSignedUrls } from '../assets/signed-urls.ts';
import { readEpisode } from '../documents/episode-input.ts';
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
    write: (document, change) => writer.write(document, 'render', change),
    announce: (episodeId) => void announce(episodeId),
    log: logger,
  });
  const announce = async (episodeId: string): Promise<void> => {
    realtime.emit({ episode: episodeId }, 'queue.changed', { episodeId });
    const episode = await prisma.episode.findUnique({ where: { id: episodeId }, select: { teamId: true } });
    if (!episode) return;
    const credits = await prisma.ledgerAccount.findUnique({
      where: { teamId_kind: { teamId: episode.teamId, kind: 'credits' } },
    });
    realtime.emit({ team: episode.teamId }, 'queue.changed', { episodeId });
    realtime.emit({ team: episode.teamId }, 'credits.changed', { credits: (credits?.balance ?? 0n).toString() });
  };
  const service = createRenderService({ prisma, read, onChange: (episodeId) => scheduler.rendersChanged(episodeId) });
  const urls = createSignedUrls({ secret: core.settings.urlSecret, now, origin: apiUrl });
  const worker = createWorkerService({
    prisma,
    ticketSecret: core.settings.ticketSecret,
    signGet: (teamId, hash) => urls.signGet({ teamId, hash }),
    signPut: (teamId, { hash, bytes, mime }) => urls.signPut({ teamId, hash }, { bytes, mime }),
    storedSize: (teamId, hash) => core.store.size({ teamId, hash }),
    onChange: (episodeId, what) => {
      scheduler.rendersChanged(episodeId);
      if (what === 'settled') scheduler.documentChanged(episodeId);
    },
    now: () => now().getTime(),
  });

  /** An edit may leave a shot without its still: the episode's own edits, and those of the bible behind it. */
  const heard = async (message: BusMessage): Promise<void> => {
    const name = message.kind === 'update' ? parseDocumentName(message.document) : null;
    if (name?.kind === 'episode') scheduler.documentChanged(name.id);
    if (name?.kind !== 'series') return;
    const episodes = await prisma.episode.findMany({ where: { seriesId: name.id, deletedAt: null }, select: { id: true } });
    for (const { id } of episodes) scheduler.documentChanged(id);
  };

  return {
    service,
    handlers: createRenders({ prisma, service }),
    router: createWorkerRoutes({
      service: worker,
      token: workerToken,
      onError: (error) => logger.error({ err: error }, 'worker route failed'),
    }),
    onBell: (message: BusMessage) =>
      void heard(message).catch((error: unknown) => logger.warn({ err: error }, 'could not follow an edit')),
    stop: () => scheduler.stop(),
  };
}
