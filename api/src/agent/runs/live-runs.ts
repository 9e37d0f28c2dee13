import type { PrismaClient } from '@trashfire/prisma/client';
import { createTicker, type Ticker } from '../../scheduler/ticker.ts';
import { STOP_POLL_MS } from '../limits.ts';

interface LiveRun {
  /** What it has said so far. */
  said(): string;
  stop(): void;
  /** The process is ending; what is done stays and the run says so. */
  shutDown(): void;
  ended: Promise<void>;
}

/** The runs that this process drives. Stop reaches them at once by {@link LiveRuns.stop} and within a poll when pressed elsewhere. */
export interface LiveRuns {
  /** @returns what ends the entry. */
  add(runId: string, run: Omit<LiveRun, 'ended'>): () => void;
  said(runId: string): string | undefined;
  /** @returns when the run is over, or null when another process has it. */
  stop(runId: string): Promise<void> | null;
  /** Ends every run of this process with that reason. */
  shutDown(): void;
  close(): Promise<void>;
}

interface Deps {
  prisma: PrismaClient;
  onError(error: unknown): void;
  pollMs?: number;
}

/** Empty at first; asks the database for stops pressed elsewhere every `pollMs` milliseconds, and only while a run is there. */
export function createLiveRuns({ prisma, onError, pollMs = STOP_POLL_MS }: Deps): LiveRuns {
  const runs = new Map<string, LiveRun>();
  let poll: Ticker | null = null;

  const lookForStops = async () => {
    if (runs.size === 0) return;
    const asked = { id: { in: [...runs.keys()] }, stopRequestedAt: { not: null } };
    for (const { id } of await prisma.agentRun.findMany({ where: asked, select: { id: true } })) runs.get(id)?.stop();
  };

  return {
    add(runId, run) {
      const { promise: ended, resolve: done } = Promise.withResolvers<void>();
      runs.set(runId, { ...run, ended });
      // No run, no poll: an idle studio asks the database nothing.
      poll ??= createTicker(pollMs, lookForStops, onError);
      return () => {
        runs.delete(runId);
        if (runs.size === 0 && poll !== null) {
          void poll.stop();
          poll = null;
        }
        done();
      };
    },
    said: (runId) => runs.get(runId)?.said(),
    stop(runId) {
      const run = runs.get(runId);
      run?.stop();
      return run?.ended ?? null;
    },
    shutDown() {
      for (const run of runs.values()) run.shutDown();
    },
    async close() {
      await Promise.all([...runs.values()].map((run) => run.ended));
      await poll?.stop();
    },
  };
}
