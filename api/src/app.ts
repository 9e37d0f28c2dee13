import { tmpdir } from 'node:os';
import type { RouteName } from '@trashfire/shared/api/routes';
import express, { type Express, type Router } from 'express';
import type { Core } from './core.ts';
import { createArchiveRoutes } from './features/archive/routes.ts';
import { createStates } from './features/archive/states.ts';
import { createAssets } from './features/assets/assets.ts';
import { createPictures } from './features/assets/pictures.ts';
import { createAssetRoutes } from './features/assets/routes.ts';
import { createChat, type RunStarter } from './features/chat/chat.ts';
import { createComments } from './features/comments/comments.ts';
import { createByHead } from './features/documents/by-head.ts';
import { createFountainRoute } from './features/documents/fountain-route.ts';
import { summarise } from './features/documents/summaries.ts';
import { createHistory } from './features/history/history.ts';
import { createThreads } from './features/history/threads.ts';
import { createCaptions } from './features/render/captions.ts';
import { createTakes } from './features/render/takes.ts';
import { createEntryShots, listedShots } from './features/series/entry-shots.ts';
import { shownPicture } from './features/series/media.ts';
import { createSeries } from './features/series/series.ts';
import { createShelf } from './features/series/shelf.ts';
import { createTrash } from './features/series/trash.ts';
import { createTickets } from './features/tickets/tickets.ts';
import { createErrorHandler, noSuchRoute } from './http/errors.ts';
import type { Handlers } from './http/handler.ts';
import { createHealth } from './http/health.ts';
import { mountRoutes } from './http/mount-routes.ts';
import { createRequestLog } from './http/request-log.ts';
import { createSecurityHeaders } from './http/security-headers.ts';
import { createStaticClient } from './http/static-client.ts';

export type RenderRoute = Extract<
  RouteName,
  | 'plan'
  | 'requestRender'
  | 'render'
  | 'cancelRender'
  | 'resumeRender'
  | 'queue'
  | 'episodeTakes'
  | 'olderTakes'
  | 'drawings'
  | 'requestDrawings'
>;
export type AgentRoute = Extract<RouteName, 'listRuns' | 'stopRun'>;

/** The parts of the api that bring machinery of their own. */
export interface Modules {
  render: {
    handlers: Handlers<RenderRoute>;
    /** Routes of the workers. */
    router: Router;
    /** An episode's requests were stopped elsewhere: people are told of the queue and the credits. */
    rendersChanged(episodeId: string): void;
  };
  agent: { handlers: Handlers<AgentRoute>; runs: RunStarter };
}

interface AppOptions {
  /** Folder of the built client; left out, the api serves none. */
  clientDist?: string;
  /** Whose X-Forwarded-For is believed (Express' `trust proxy`); left out, nobody's. */
  trustedProxy?: string;
  draining(): boolean;
}

/** Every door of the api in the order a request passes them. */
export function createApp(core: Core, modules: Modules, options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustedProxy ?? false);
  app.use(createRequestLog(core.logger));
  app.use(createHealth({ ping: () => core.pool.query('SELECT 1'), draining: options.draining }));
  app.use(modules.render.router);
  app.use(createAssetRoutes(core));
  app.use(createSecurityHeaders(core.settings.publicUrl, core.settings.collabUrl));
  app.use(createApi(core, modules));
  app.use('/api', noSuchRoute);
  if (options.clientDist !== undefined) app.use(createStaticClient(options.clientDist));
  app.use(noSuchRoute);
  app.use(createErrorHandler(core.logger));
  return app;
}

function createApi(core: Core, { render, agent }: Modules): Router {
  const { prisma, pool, reader, writer, scripts, urls, authenticate, realtime, settings, now } = core;
  const onChange = (teamId: string, seriesId: string) => realtime.emit({ team: teamId }, 'series.changed', { seriesId });
  const run = createThreads(core.logger);
  const states = createStates(run);
  const handlers: Handlers = {
    ...core.session.handlers,
    ...core.connections.handlers,
    ...createTickets({ prisma, ticketSecret: settings.ticketSecret, now }),
    ...createAssets({ prisma, urls }),
    ...createPictures({ prisma, store: core.store, urls, uploads: core.uploads }),
    ...createTakes({ prisma }),
    ...createChat({ prisma, runs: agent.runs, say: core.say }),
    ...createComments({ prisma, emit: realtime.emit, now }),
    ...createSeries({
      prisma,
      pool,
      writer,
      reader,
      states,
      scripts,
      summaries: createByHead({ pool, reader, kind: 'episode', read: summarise }),
      shown: createByHead({ pool, reader, kind: 'renders', read: shownPicture }),
      signAsset: (teamId, hash) => urls.signGet({ teamId, hash }),
      onChange,
      onDelete: (episodeIds) => episodeIds.forEach(render.rendersChanged),
      erase: core.erasure.deleted,
    }),
    ...createEntryShots({
      prisma,
      reader,
      listed: createByHead({ pool, reader, kind: 'episode', read: listedShots, kept: 500 }),
    }),
    present: async ({ viewer }) => ({ episodes: await realtime.present(viewer.teamId) }),
    ...createShelf({ prisma, now, onChange }),
    ...createTrash({ prisma, onChange, purge: core.erasure.purge }),
    ...scripts.handlers,
    ...render.handlers,
    ...createCaptions({ prisma }),
    ...createHistory({
      run,
      prisma,
      pool,
      collabUrl: settings.internalCollabUrl,
      publicUrl: settings.publicUrl,
      ticketSecret: settings.ticketSecret,
      logger: core.logger,
      now,
    }),
    ...agent.handlers,
  };
  const router = express.Router();
  mountRoutes(router, { handlers, authenticate, cookie: core.cookie, publicUrl: settings.publicUrl });
  router.use(createFountainRoute({ authenticate, publicUrl: settings.publicUrl, scripts }));
  router.use(
    createArchiveRoutes({
      prisma,
      pool,
      reader,
      store: core.store,
      states,
      authenticate,
      publicUrl: settings.publicUrl,
      scratch: tmpdir(),
      now,
      onChange,
    }),
  );
  return router;
}
