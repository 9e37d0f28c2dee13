import { AppError } from '@trashfire/shared/errors/app-error';
import type { Queues } from '@trashfire/shared/jobs/queues';
import { projectEpisode } from '../features/render/projector.ts';
import { dispatch } from './dispatcher.ts';
import { OUTBOX_BATCH, pruneOutbox, pumpOutbox } from './outbox.ts';
import { refreshStills, type StillDeps } from './stills.ts';
import { sweep } from './sweep.ts';
import { createTicker } from './ticker.ts';

interface Deps extends StillDeps {
  queues: Queues;
  /** Tells the episode's room and its team that the queue has something new to show. */
  announce(episodeId: string): void;
  /** Tells the episode's team that it has new pictures. */
  announcePictures(episodeId: string): void;
  log: { warn(fields: object, text: string): void };
}

const DISPATCH_MS = 500;
const SWEEP_MS = 2_000;
/** Typing comes in bursts; a plan per burst is enough, and a still is there well within a second. */
const STILL_MS = 150;

/**
 * Everything that turns committed rows into work and into what the room sees. Each part runs on its own clock and at once
 * when something happened; every part may die at any moment and is caught up by the next turn (R6).
 */
export function createScheduler({ prisma, queues, read, shown, write, announce, announcePictures, log }: Deps) {
  const changed = new Set<string>();
  const edited = new Set<string>();
  /** When somebody last pressed Retry in an episode; until the stills that failed before were asked for again. */
  const retried = new Map<string, Date>();
  /** What failed before this process began may have failed of what is mended now. */
  const startedAt = new Date();
  const report = (what: string) => (error: unknown) => log.warn({ err: error }, `${what} failed; it is tried again`);

  const dispatcher = createTicker(
    DISPATCH_MS,
    async () => {
      for (const episodeId of await dispatch(prisma)) markChanged(episodeId);
      // A full batch means there is more; the bound is the outbox itself.
      while ((await pumpOutbox({ prisma, queues })) === OUTBOX_BATCH);
    },
    report('dispatching'),
  );
  const sweeper = createTicker(
    SWEEP_MS,
    async () => {
      const now = new Date();
      for (const episodeId of await sweep(prisma, queues, now)) markChanged(episodeId);
      await pruneOutbox(prisma, now);
    },
    report('sweeping'),
  );
  const projector = createTicker(
    SWEEP_MS,
    () =>
      drain(changed, async (episodeId) => {
        await projectEpisode({ prisma, write }, episodeId);
        announce(episodeId);
      }),
    report('showing renders'),
  );
  const stills = createTicker(
    SWEEP_MS,
    () =>
      drain(edited, async (episodeId) => {
        const failedBefore = retried.get(episodeId) ?? startedAt;
        const pictures = await refreshStills({ prisma, read, shown, write }, episodeId, failedBefore);
        if (retried.get(episodeId) === failedBefore) retried.delete(episodeId);
        if (pictures.asked > 0) dispatcher.wake();
        if (pictures.shown > 0) announcePictures(episodeId);
      }),
    report('drawing stills'),
  );
  const timers = new Map<string, NodeJS.Timeout>();

  function markChanged(episodeId: string): void {
    changed.add(episodeId);
    projector.wake();
  }

  function followStills(episodeId: string): void {
    if (timers.has(episodeId)) return;
    timers.set(
      episodeId,
      setTimeout(() => {
        timers.delete(episodeId);
        edited.add(episodeId);
        stills.wake();
      }, STILL_MS),
    );
  }

  return {
    /** Rows of an episode's renders changed: release what is due, show what is new. */
    rendersChanged(episodeId: string): void {
      markChanged(episodeId);
      dispatcher.wake();
    },
    /** Something was put into the outbox: hand it over at once. */
    outboxGrew(): void {
      dispatcher.wake();
    },
    /** A person asks for an episode's renders again: stills that failed get another chance as well. */
    retried(episodeId: string): void {
      retried.set(episodeId, new Date());
      followStills(episodeId);
    },
    /** An episode's documents changed: its stills may be missing or old. */
    documentChanged: followStills,
    async stop(): Promise<void> {
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all([dispatcher, sweeper, projector, stills].map((ticker) => ticker.stop()));
    },
  };
}

/**
 * Works a set off. What fails goes back in, behind the rest, so that one bad episode holds up no other (R7); what was deleted
 * on the way is done with, or it would fail for ever.
 */
async function drain(set: Set<string>, work: (id: string) => Promise<void>): Promise<void> {
  const failed: { id: string; error: unknown }[] = [];
  for (const id of [...set]) {
    set.delete(id);
    await work(id).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'not-found')) failed.push({ id, error });
    });
  }
  for (const { id } of failed) set.add(id);
  if (failed[0]) throw failed[0].error;
}
