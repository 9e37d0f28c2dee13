import type { PrismaClient } from '@trashfire/prisma/client';
import { can } from '@trashfire/shared/access/roles';
import type { AskContext } from '@trashfire/shared/api/ask-context';
import type { ChatMessageView, RunView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { JOBS } from '@trashfire/shared/jobs/catalog';
import { MESSAGE_INCLUDE, type MessageRow, presentMessage } from '../features/chat/presenter.ts';
import { sentBefore } from '../features/chat/repo.ts';
import { lockTeam } from '../features/render/team-lock.ts';
import type { Viewer } from '../http/handler.ts';
import type { Emit } from '../realtime/rooms.ts';
import { DEAD_MS, OPEN_RUNS_PER_PERSON, OPEN_RUNS_PER_TEAM } from './limits.ts';
import { progress } from './runs/execute.ts';
import type { LiveRuns } from './runs/live-runs.ts';
import { deadRuns, endRun, loadRun, RUN_INCLUDE, type RunRow } from './runs/repo.ts';
import { presentRun } from './runs/view.ts';

interface NewAsk {
  viewer: Pick<Viewer, 'teamId' | 'personId' | 'role'>;
  episodeId: string;
  text: string;
  context: AskContext;
  mentions: readonly string[];
  /** The message's own id; the database's when left out. */
  id?: string | undefined;
}

export interface AgentService {
  /**
   * Hands a message to the agent: message, run and outbox row are one transaction, so a run that was answered is a run that
   * happens (R6). The same message sent again begins nothing. @throws AppError not-allowed, too-many, conflict.
   */
  start(ask: NewAsk): Promise<{ message: ChatMessageView; run: RunView }>;
  /** @returns the runs with these ids, oldest first. */
  withIds(teamId: string, runIds: readonly string[]): Promise<RunView[]>;
  /** The agent's runs of an episode, oldest first. @throws AppError not-found. */
  runs(teamId: string, episodeId: string): Promise<RunView[]>;
  /**
   * Stops a run. When this resolves no word and no edit of it comes any more, unless its process does not answer.
   * @throws AppError not-found for another team's run.
   */
  stop(teamId: string, runId: string): Promise<RunView>;
  /** Ends runs whose process died and which the queue did not hand out again. @returns how many. */
  sweep(): Promise<number>;
}

interface Deps {
  prisma: PrismaClient;
  live: LiveRuns;
  emit: Emit;
  /** What would drive a run of this team now, as shown in the product. */
  mindLabel(teamId: string): Promise<string>;
  /** A run waits in the outbox: it may be handed to the queue at once. */
  onQueued(): void;
  deadMs?: number;
  /** How long a Stop waits for its run to be over, in ms. */
  stopWaitMs?: number;
}

/** Runs a page shows. */
const MOST_RUNS = 50;
const STOP_WAIT_MS = 3_000;

/** What the api offers of the agent: it writes rows and tells windows. The work itself is done by whoever consumes `agent-run`. */
export function createAgentService(deps: Deps): AgentService {
  const { prisma, live, emit } = deps;
  return {
    async start(ask) {
      const { viewer, episodeId } = ask;
      if (!can(viewer.role, 'agent.run')) {
        throw new AppError('not-allowed', 'Your role may talk to the room but not hand work to the agent.');
      }
      const model = await deps.mindLabel(viewer.teamId);
      const made = await insertRun(prisma, ask, model);
      const message = presentMessage(made.message);
      const run = presentRun(made.run, live.said(made.run.id));
      if (!made.fresh) return { message, run };
      emit({ episode: episodeId }, 'chat.message', { message });
      emit({ episode: episodeId }, 'run.changed', { run });
      deps.onQueued();
      return { message, run };
    },
    async withIds(teamId, runIds) {
      const where = { teamId, id: { in: [...runIds] } };
      const orderBy = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];
      const rows = await prisma.agentRun.findMany({ where, orderBy, include: RUN_INCLUDE });
      return rows.map((run) => presentRun(run, live.said(run.id)));
    },
    async runs(teamId, episodeId) {
      const seen = await prisma.episode.count({ where: { id: episodeId, teamId, deletedAt: null } });
      if (seen === 0) throw new AppError('not-found', 'That episode does not exist, or is not yours to see.');
      const where = { teamId, episodeId };
      const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
      const rows = await prisma.agentRun.findMany({ where, orderBy, take: MOST_RUNS, include: RUN_INCLUDE });
      return rows.reverse().map((run) => presentRun(run, live.said(run.id)));
    },
    stop: (teamId, runId) => stopRun(deps, teamId, runId),
    sweep: () => endDeadRuns(deps),
  };
}

interface Inserted {
  message: MessageRow;
  run: RunRow;
  /** False for a message that was sent before. */
  fresh: boolean;
}

async function insertRun(prisma: PrismaClient, ask: NewAsk, model: string): Promise<Inserted> {
  const { episodeId, text, context, id } = ask;
  const { teamId, personId } = ask.viewer;
  return await prisma.$transaction(async (tx) => {
    // Or all who ask in the same moment would count the same runs and all be let in.
    await lockTeam(tx, teamId);
    const before = id === undefined ? null : await sentBefore(tx, { id, teamId, episodeId, authorId: personId });
    if (before !== null) {
      const known = before.runId === null ? null : await loadRun(tx, before.runId);
      if (known === null) throw new AppError('conflict', 'That message was sent to the room alone. Ask again as a new one.');
      return { message: before, run: known, fresh: false };
    }
    const open = { teamId, state: { in: ['queued' as const, 'running' as const] } };
    const ofTeam = await tx.agentRun.count({ where: open });
    if (ofTeam >= OPEN_RUNS_PER_TEAM) {
      throw new AppError('too-many', `The agent has ${ofTeam} requests of this team before it. Wait for one, or stop one.`);
    }
    const own = await tx.agentRun.count({ where: { ...open, askedById: personId } });
    if (own >= OPEN_RUNS_PER_PERSON) {
      throw new AppError('too-many', `The agent has ${own} requests of yours before it. Wait for one, or stop one.`);
    }
    const data = { teamId, episodeId, askedById: personId, task: text, model, context: { ask: context } };
    const run = await tx.agentRun.create({ data, include: RUN_INCLUDE });
    const said = { teamId, episodeId, authorId: personId, runId: run.id, text, mentions: [...ask.mentions] };
    const message = await tx.chatMessage.create({
      data: id === undefined ? said : { ...said, id },
      include: MESSAGE_INCLUDE,
    });
    const queue = JOBS['agent-run'].queue;
    await tx.outbox.create({ data: { teamId, queue, job: 'agent-run', payload: { runId: run.id } } });
    return { message, run, fresh: true };
  });
}

async function stopRun(deps: Deps, teamId: string, runId: string): Promise<RunView> {
  const { prisma, live, emit, stopWaitMs = STOP_WAIT_MS } = deps;
  const run = await prisma.agentRun.findFirst({ where: { id: runId, teamId }, include: RUN_INCLUDE });
  if (run === null) throw new AppError('not-found', 'That run does not exist, or is not yours to see.');
  // The bell and the row: a run of this process ends at once, one of another within a poll.
  const here = live.stop(runId);
  await prisma.$executeRaw`
    UPDATE agent_run SET stop_requested_at = coalesce(stop_requested_at, now()),
      state = CASE state WHEN 'queued' THEN 'stopped'::run_state ELSE state END,
      reason = CASE state WHEN 'queued' THEN 'Stopped before it began.' ELSE reason END,
      finished_at = CASE state WHEN 'queued' THEN now() ELSE finished_at END
    WHERE id = ${runId}::uuid AND state IN ('queued', 'running')`;
  if (here !== null) await Promise.race([here, pause(stopWaitMs)]);
  const over = (await untilOver(prisma, runId, stopWaitMs)) ?? run;
  const view = presentRun(over, live.said(runId));
  emit({ episode: run.episodeId }, 'run.changed', { run: view });
  return view;
}

const LOOK_MS = 25;

/** Waits for a run that another process drives. @returns its row, over or not. */
async function untilOver(prisma: PrismaClient, runId: string, waitMs: number) {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const run = await loadRun(prisma, runId);
    if (run === null || (run.state !== 'running' && run.state !== 'queued') || performance.now() > deadline) return run;
    await pause(LOOK_MS);
  }
}

async function endDeadRuns({ prisma, emit, deadMs = DEAD_MS }: Deps): Promise<number> {
  const dead = await deadRuns(prisma, deadMs);
  for (const run of dead) {
    const open = run.steps.findIndex((step) => step.state === 'planned' || step.state === 'running');
    const at = open < 0 ? '' : ` at step ${open + 1} of ${run.steps.length}`;
    const { text, cost, task } = run;
    const reason = `The studio was interrupted${at}; nothing is half-done. ${progress(run)}`;
    // What is done is found done: ids follow from the script, so going on makes nothing twice.
    const offers = [{ label: 'Go on', ask: task }];
    await prisma.$transaction((tx) => endRun(tx, run, null, { state: 'failed', reason, text, cost, offers }));
    const over = await loadRun(prisma, run.id);
    if (over !== null) emit({ episode: run.episodeId }, 'run.changed', { run: presentRun(over) });
  }
  return dead.length;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
