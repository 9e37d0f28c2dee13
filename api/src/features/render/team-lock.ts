import type { Db } from '@trashfire/prisma/client';

/**
 * Taken first, before any other row, by whatever decides over a team's render tasks: asking, stopping, claiming, settling.
 * Without it two outcomes would each see the other's task as still running and neither would end the request, and a cancel
 * that meets an outcome would deadlock with it. Not stronger than NO KEY UPDATE: rows that refer to the team go in freely.
 */
export async function lockTeam(tx: Db, teamId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM team WHERE id = ${teamId}::uuid FOR NO KEY UPDATE`;
}

/** The same lock, for whoever knows only the task. */
export async function lockTeamOf(tx: Db, taskId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM team WHERE id = (SELECT team_id FROM render_task WHERE id = ${taskId}::uuid) FOR NO KEY UPDATE`;
}
