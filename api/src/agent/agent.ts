import type { Queues } from '@trashfire/shared/jobs/queues';
import type { Modules } from '../app.ts';
import type { Core } from '../core.ts';
import { createTicker } from '../scheduler/ticker.ts';
import { QUEUED_LOST_MS, RUNS_AT_ONCE } from './limits.ts';
import { createMindChooser, type GroqSettings } from './minds/choose.ts';
import { executeRun } from './runs/execute.ts';
import { createLiveRuns } from './runs/live-runs.ts';
import { requeueLostRuns } from './runs/requeue.ts';
import { createAgentService } from './service.ts';

type Agent = Modules['agent'] & {
  /** Takes no more runs, ends those under way with the reason, and waits for them. */
  close(): Promise<void>;
};

interface Deps {
  core: Pick<Core, 'prisma' | 'writer' | 'connections' | 'realtime' | 'logger'>;
  queues: Queues;
  groq: GroqSettings;
  /** A run waits in the outbox. */
  onQueued(): void;
}

/** How often runs of dead processes, and runs whose job is lost, are looked for. */
const SWEEP_MS = 10_000;

/** The agent: its routes, its consumer of `agent-run` jobs, and the sweep that ends what a dead process left and queues again what the queue lost (DESIGN §6). */
export function createAgent({ core, queues, groq, onQueued }: Deps): Agent {
  const { prisma, logger } = core;
  const { emit } = core.realtime;
  const chooseMind = createMindChooser({ groq, keyOf: (teamId) => core.connections.groqKey(teamId) });
  const warn = (words: string) => (error: unknown) => logger.warn({ err: error }, words);
  const live = createLiveRuns({ prisma, onError: warn('could not look for stopped runs; trying again') });
  const mindLabel = async (teamId: string) => (await chooseMind(teamId)).mind.label;
  const service = createAgentService({ prisma, live, emit, mindLabel, onQueued });
  const deps = { prisma, open: core.writer.open, chooseMind, emit, live, log: logger };
  const consumer = queues.consume('agent', RUNS_AT_ONCE, {
    'agent-run': ({ runId }, signal) => executeRun(deps, runId, signal),
  });
  const sweep = async () => {
    await service.sweep();
    if ((await requeueLostRuns({ prisma, queues }, QUEUED_LOST_MS)) > 0) onQueued();
  };
  const sweeper = createTicker(SWEEP_MS, sweep, warn('could not look after the runs; trying again'));

  return {
    runs: service,
    handlers: {
      listRuns: async ({ params, viewer }) => ({ runs: await service.runs(viewer.teamId, params.episodeId) }),
      stopRun: ({ params, viewer }) => service.stop(viewer.teamId, params.runId),
    },
    async close() {
      await sweeper.stop();
      // In this order: nothing new begins, then what runs is told to end.
      const closed = consumer.close();
      live.shutDown();
      await closed;
      await live.close();
    },
  };
}
