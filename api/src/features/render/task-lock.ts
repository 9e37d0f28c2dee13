import type { Db } from '@trashfire/prisma/client';

/**
 * Locks tasks until the transaction ends, always in the order of their ids: who changes several locks them here first, or two
 * who change the same ones would each wait for the other, and Postgres would end one of them (40P01).
 */
export async function lockTasks(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`SELECT id FROM render_task WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}
