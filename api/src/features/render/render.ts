import type { PrismaClient } from '@trashfire/prisma/client';
import type { Handlers } from '../../http/handler.ts';
import type { RenderService } from './service.ts';
import { queueView, renderView } from './views.ts';

interface Deps {
  prisma: PrismaClient;
  service: RenderService;
}

/** The render routes: what it would take, the approval, stopping, taking up again, and the queue as people see it. */
export function createRenders({
  prisma,
  service,
}: Deps): Handlers<'plan' | 'requestRender' | 'render' | 'cancelRender' | 'resumeRender' | 'queue'> {
  return {
    plan: async ({ viewer, params, body }) => await service.plan(viewer, params.episodeId, body),
    async requestRender({ viewer, params, body }) {
      return await renderView(prisma, viewer.teamId, await service.request(viewer, params.episodeId, body));
    },
    render: async ({ viewer, params }) => await renderView(prisma, viewer.teamId, params.renderId),
    async cancelRender({ viewer, params }) {
      await service.cancel(viewer, params.renderId);
      return await renderView(prisma, viewer.teamId, params.renderId);
    },
    async resumeRender({ viewer, params }) {
      await service.resume(viewer, params.renderId);
      return await renderView(prisma, viewer.teamId, params.renderId);
    },
    queue: async ({ viewer }) => await queueView(prisma, viewer.teamId),
  };
}
