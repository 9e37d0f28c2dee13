import type { Db, PrismaClient } from '@trashfire/prisma/client';
import { Prisma } from '@trashfire/prisma/client';
import type { Offer } from '../mind.ts';

/** Rows of runs and steps. Times are the database's, so that processes whose clocks differ agree on what is dead (faults 31). */

export const RUN_INCLUDE = { askedBy: true, steps: { orderBy: { index: 'asc' } } } as const;
export type RunRow = Prisma.AgentRunGetPayload<{ include: typeof RUN_INCLUDE }>;
export type StepRow = RunRow['steps'][number];

/** @returns the run with its steps, whatever its state; null when there is none. */
export async function loadRun(db: Db, runId: string): Promise<RunRow | null> {
  return await db.agentRun.findUnique({ where: { id: runId }, include: RUN_INCLUDE });
}

/**
 * Takes a run: one that waits, or one whose process has not been heard of for `takeoverMs`. `owner` marks who has it; every
 * later write asks for that mark, so a process that was only asleep finds its run taken and changes nothing more (R6).
 * @returns false when it is another's, or over.
 */
export async function claimRun(db: Db, runId: string, owner: string, model: string, takeoverMs: number): Promise<boolean> {
  const taken = await db.$executeRaw`
    UPDATE agent_run SET state = 'running', model = ${model}, started_at = coalesce(started_at, now()), updated_at = now(),
      context = context || jsonb_build_object('owner', ${owner}::text)
    WHERE id = ${runId}::uuid AND (state = 'queued'
      OR (state = 'running' AND updated_at < now() - make_interval(secs => ${takeoverMs / 1000}::double precision)))`;
  return taken === 1;
}

/** Says that the run lives and stores what it has said. @returns false when it is no longer this owner's. */
export async function beatRun(db: Db, runId: string, owner: string, text: string, cost: bigint): Promise<boolean> {
  const beaten = await db.$executeRaw`
    UPDATE agent_run SET updated_at = now(), text = ${text}, cost = ${cost}
    WHERE id = ${runId}::uuid AND state = 'running' AND context->>'owner' = ${owner}`;
  return beaten === 1;
}

/** Writes steps as planned, before any of them runs. Throws when the run has a step of that index already. */
export async function insertSteps(
  db: Db,
  run: { id: string; teamId: string },
  steps: readonly { index: number; tool: string; label: string; input: unknown }[],
): Promise<void> {
  await db.agentStep.createMany({
    data: steps.map(({ index, tool, label, input }) => ({
      runId: run.id,
      teamId: run.teamId,
      index,
      tool,
      label,
      input: jsonOf(input),
    })),
  });
}

/** Marks a step as running; one that is over stays as it is, and a first start time is kept. */
export async function startStep(db: Db, runId: string, index: number): Promise<void> {
  await db.$executeRaw`
    UPDATE agent_step SET state = 'running', started_at = coalesce(started_at, now())
    WHERE run_id = ${runId}::uuid AND index = ${index}::int AND state IN ('planned', 'running')`;
}

/** Ends a running step; one that is over stays as it is. Of `detail` the first 2000 characters are kept. */
export async function settleStep(db: Db, runId: string, index: number, ok: boolean, detail: string): Promise<void> {
  await db.$executeRaw`
    UPDATE agent_step SET state = ${ok ? 'done' : 'failed'}::step_state, detail = ${detail.slice(0, 2000)}, finished_at = now()
    WHERE run_id = ${runId}::uuid AND index = ${index}::int AND state = 'running'`;
}

export interface RunEnding {
  state: 'done' | 'stopped' | 'failed';
  reason: string | null;
  text: string;
  cost: bigint;
  offers: readonly Offer[];
}

/**
 * Ends a run, once: steps that did not run are skipped, one that was under way is failed (skipped, where Stop came before it wrote
 * anything), and what the agent said becomes its message in the chat. @param owner whose run it must be; null for one whose owner is dead.
 * @returns the id of the message, null when nothing was said, or false when the run was over or another's.
 */
export async function endRun(db: Db, run: RunRow, owner: string | null, ending: RunEnding): Promise<string | null | false> {
  const { state, reason, text, cost, offers } = ending;
  const mine = owner === null ? Prisma.sql`true` : Prisma.sql`context->>'owner' = ${owner}`;
  const ended = await db.$executeRaw`
    UPDATE agent_run SET state = ${state}::run_state, reason = ${reason}, text = ${text}, cost = ${cost},
      offers = ${JSON.stringify(offers)}::jsonb, finished_at = now(), updated_at = now()
    WHERE id = ${run.id}::uuid AND state IN ('queued', 'running') AND ${mine}`;
  if (ended === 0) return false;
  // Stop reached a step before its edit was made: it has no row in the update log, so it never ran.
  await db.$executeRaw`
    UPDATE agent_step SET finished_at = now(),
      state = (CASE WHEN state = 'planned' OR untouched THEN 'skipped' ELSE 'failed' END)::step_state,
      detail = coalesce(detail, CASE WHEN state = 'planned' OR untouched THEN NULL ELSE 'Did not finish.' END)
    FROM (
      SELECT s.index AS at, ${state} = 'stopped' AND NOT EXISTS (
        SELECT 1 FROM doc_update u WHERE u.run_id = s.run_id AND u.step = s.index
      ) AS untouched
      FROM agent_step s WHERE s.run_id = ${run.id}::uuid
    ) AS log
    WHERE run_id = ${run.id}::uuid AND index = log.at AND state IN ('planned', 'running')`;
  if (text.trim() === '') return null;
  const { teamId, episodeId, id: runId } = run;
  const message = await db.chatMessage.create({
    data: { teamId, episodeId, runId, authorId: null, text: text.slice(0, 20_000) },
  });
  return message.id;
}

/** Runs nobody has been heard of for `deadMs`: their process died and the queue has not handed them out again. */
export async function deadRuns(prisma: PrismaClient, deadMs: number): Promise<RunRow[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM agent_run
    WHERE state = 'running' AND updated_at < now() - make_interval(secs => ${deadMs / 1000}::double precision)
    ORDER BY created_at LIMIT 100`;
  return await prisma.agentRun.findMany({ where: { id: { in: rows.map((row) => row.id) } }, include: RUN_INCLUDE });
}

/** JSON as Prisma takes it; undefined fields go. */
function jsonOf(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value ?? {})) as Prisma.InputJsonValue;
}
