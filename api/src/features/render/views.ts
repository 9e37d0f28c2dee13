import type { Db, Prisma } from '@trashfire/prisma/client';
import type { QueueView, RenderView, TaskView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { charged } from './ledger.ts';

/** How many requests and tasks the Queue room shows at once. */
const RENDERS = 30;
const TASKS = 300;
const FINISHED = 60;

const WITH = {
  episode: { select: { title: true } },
  askedBy: { select: { name: true } },
  wants: { select: { cached: true, taskId: true, task: { select: { state: true, kind: true, price: true, payerId: true } } } },
} satisfies Prisma.RenderRequestInclude;
type Row = Prisma.RenderRequestGetPayload<{ include: typeof WITH }>;

/** @throws AppError not-found for another team's request. */
export async function renderView(db: Db, teamId: string, id: string): Promise<RenderView> {
  const row = await db.renderRequest.findFirst({ where: { id, teamId }, include: WITH });
  if (!row) throw new AppError('not-found', 'That render does not exist, or is not yours to see.');
  return await present(db, row);
}

async function present(db: Db, row: Row): Promise<RenderView> {
  const tasks = [...new Map(row.wants.map((want) => [want.taskId, want.task])).values()];
  // People count shots; the cut that joins them is no shot.
  const shots = row.wants.filter((want) => want.task.kind === 'shot');
  const price = tasks.filter((task) => task.payerId === row.id).reduce((sum, task) => sum + task.price, 0n);
  return {
    id: row.id,
    episodeId: row.episodeId,
    episodeTitle: row.episode.title,
    preset: row.preset,
    state: row.state,
    askedBy: row.askedBy.name,
    askedById: row.askedById,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    total: shots.length,
    done: shots.filter((want) => want.task.state === 'done').length,
    fromCache: shots.filter((want) => want.cached).length,
    price: price.toString(),
    charged: (await charged(db, row.teamId, row.id)).toString(),
    reason: row.reason,
  };
}

/**
 * What a team is waiting for, and of each episode the request that says how it stands; what is being made, soonest first, what
 * failed of those requests, and what was made last. Nothing of what was deleted.
 */
export async function queueView(db: Db, teamId: string): Promise<QueueView> {
  const ids = await standingRequests(db, teamId);
  const requests = await db.renderRequest.findMany({ where: { id: { in: ids } }, orderBy: { createdAt: 'desc' }, include: WITH });
  const renders: RenderView[] = [];
  for (const request of requests) renders.push(await present(db, request));
  const ofTeam = { teamId, kind: { not: 'still' as const }, episode: { deletedAt: null } };
  const shown = {
    omit: { manifest: true },
    include: { episode: { select: { title: true } }, wants: { select: { targetId: true }, take: 1 } },
  } as const;
  const open = await db.renderTask.findMany({
    where: { ...ofTeam, state: { in: ['waiting', 'queued', 'running'] } },
    orderBy: [{ priority: 'asc' }, { createdAt: 'asc' }],
    take: TASKS,
    ...shown,
  });
  const failed = await db.renderTask.findMany({
    where: { ...ofTeam, state: 'failed', wants: { some: { requestId: { in: ids } } } },
    orderBy: { finishedAt: 'desc' },
    take: FINISHED,
    ...shown,
  });
  const finished = await db.renderTask.findMany({
    where: { ...ofTeam, state: { in: ['done', 'cancelled'] } },
    orderBy: { finishedAt: 'desc' },
    take: FINISHED,
    ...shown,
  });
  let position = 0;
  return {
    renders,
    tasks: [...open, ...failed, ...finished].map((task): TaskView => {
      const waits = task.state === 'waiting' || task.state === 'queued';
      return {
        id: task.id,
        kind: task.kind,
        state: task.state,
        label: task.label,
        shotId: task.kind === 'shot' ? (task.wants[0]?.targetId ?? null) : null,
        episodeId: task.episodeId,
        episodeTitle: task.episode.title,
        percent: task.state === 'running' ? (task.percent ?? 0) : null,
        position: waits ? ++position : null,
        seconds: task.finishedAt === null ? task.estimateMs / 1000 : null,
        price: task.price.toString(),
        attempts: task.attempts,
        reason: task.reason,
        createdAt: task.createdAt.toISOString(),
      };
    }),
  };
}

/**
 * Open requests, and of each episode and scene the newest: what was asked again is no longer what failed. A scene says nothing
 * of another one; the whole episode stands for all its scenes. Open ones first: only there can people stop them.
 */
async function standingRequests(db: Db, teamId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM render_request r JOIN episode e ON e.id = r.episode_id AND e.deleted_at IS NULL
    WHERE r.team_id = ${teamId}::uuid AND (r.state = 'open' OR NOT EXISTS (
      SELECT 1 FROM render_request n
      WHERE n.team_id = r.team_id AND n.episode_id = r.episode_id AND (n.created_at, n.id) > (r.created_at, r.id)
        AND (n.scene_id IS NULL OR n.scene_id = r.scene_id)))
    ORDER BY (r.state = 'open') DESC, r.created_at DESC, r.id LIMIT ${RENDERS}`;
  return rows.map(({ id }) => id);
}
