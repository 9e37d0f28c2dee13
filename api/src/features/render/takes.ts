import type { PrismaClient } from '@trashfire/prisma/client';
import type { TakesView } from '@trashfire/shared/api/contract';
import type { Handlers } from '../../http/handler.ts';
import { findEpisode } from '../series/repo.ts';

/** As many as one can compare. */
const MOST = 24;

/**
 * The pictures made of one shot so far: stills and the posters of its takes, each once. A shot is known by the seed in the
 * manifest, which it alone has; the halves of a split one share it, as they were one shot.
 */
export function createTakes({ prisma }: { prisma: PrismaClient }): Handlers<'takes'> {
  return {
    async takes({ params: { episodeId }, body: { seed }, viewer: { teamId } }): Promise<TakesView> {
      await findEpisode(prisma, teamId, episodeId);
      const rows = await prisma.$queryRaw<{ hash: string; kind: 'still' | 'shot'; preset: 'LOW' | 'HIGH'; at: Date }[]>`
        SELECT a.hash, t.kind::text AS kind, t.preset::text AS preset, min(a.created_at) AS at
        FROM render_task t
        JOIN task_asset a ON a.team_id = t.team_id AND a.task_id = t.id AND a.role IN ('still', 'poster')
        WHERE t.team_id = ${teamId}::uuid AND t.episode_id = ${episodeId} AND t.kind IN ('still', 'shot') AND t.state = 'done'
          AND t.manifest #>> '{picture,seed}' = ${String(seed)} AND NOT (t.manifest -> 'picture' ? 'own')
        GROUP BY a.hash, t.kind, t.preset
        ORDER BY at DESC
        LIMIT ${MOST}`;
      return { takes: rows.map(({ at, ...take }) => ({ ...take, at: at.toISOString() })) };
    },
  };
}
