import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimView, OutcomeBody } from '@trashfire/shared/api/worker-contract';
import { AppError, asAppError } from '@trashfire/shared/errors/app-error';
import type { Manifest } from '@trashfire/shared/render/manifest';
import type { WorkerApi } from './api-client.ts';
import type { Made, Maker } from './made.ts';
import { createBeater } from './steps/beat.ts';
import type { ProgressBoard } from './steps/progress.ts';
import { hashFile, putFile } from './storage/transfer.ts';

interface Deps {
  api: WorkerApi;
  make: Maker;
  progress: ProgressBoard;
  /** Folder for unfinished files; emptied at start. */
  scratch: string;
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds of wall and CPU time since some fixed point. */
  clock(): { wall: number; cpu: number };
}

type Claimed = Extract<ClaimView, { state: 'claimed' }>;

/**
 * One task from claim to outcome (DESIGN §7). The fence from `claim` goes with every later call: when this process was
 * asleep and another took the task, its outcome is refused and nothing is charged twice (R4).
 * @returns once the task is settled or no longer ours; rejects only when the queue should hand the job out again.
 */
export function createTaskHandler(deps: Deps): (taskId: string, signal: AbortSignal) => Promise<void> {
  return async (taskId, signal) => {
    const claim = await deps.api.claim(taskId, signal);
    if (claim.state === 'gone') {
      deps.log.info({ taskId, reason: claim.reason }, 'task is gone');
      return;
    }
    const scratch = await mkdtemp(join(deps.scratch, 'task-'));
    const shown = deps.progress.show(taskId, claim.fence, claim.watchers);
    // Last before the `try` that stops it: a beat that nobody ends would keep a dead attempt alive.
    const beater = createBeater({ api: deps.api, pause: deps.pause, taskId, fence: claim.fence });
    const stop = AbortSignal.any([signal, beater.signal, AbortSignal.timeout(claim.timeoutMs)]);
    try {
      const result = await attempt(deps, taskId, claim, scratch, stop, (percent) => {
        beater.percent(percent);
        shown.percent(percent);
      });
      if (result === null) return;
      const answer = await deps.api.outcome({ taskId, fence: claim.fence, result });
      deps.log.info({ taskId, answer, state: result.state }, 'outcome');
    } finally {
      beater.stop();
      shown.clear();
      await rm(scratch, { recursive: true, force: true });
    }
  };
}

/** @returns what to report, or null when the task is not ours any more (lost, or this process is closing). */
async function attempt(
  deps: Deps,
  taskId: string,
  claim: Claimed,
  scratch: string,
  signal: AbortSignal,
  onPercent: (percent: number) => void,
): Promise<OutcomeBody['result'] | null> {
  const begin = deps.clock();
  try {
    const made = await deps.make(claim.manifest as Manifest, { scratch, inputs: claim.inputs, signal, onPercent });
    const assets = await store(deps, taskId, claim.fence, made, signal);
    const end = deps.clock();
    const measured = {
      wallMs: Math.round(end.wall - begin.wall),
      cpuMs: Math.round(end.cpu - begin.cpu),
      frames: made.frames,
      uniqueFrames: made.uniqueFrames,
      warnings: made.warnings.slice(0, 20),
    };
    return { state: 'done', assets, measured };
  } catch (error) {
    const why = signal.aborted ? String(signal.reason) : null;
    if (why === 'cancel') return { state: 'cancelled' };
    if (why === 'lost' || why === 'closing') return null;
    const failure = asAppError(error);
    deps.log.warn({ taskId, err: error }, 'task failed');
    const reason = error instanceof AppError ? failure.message : `${error instanceof Error ? error.message : String(error)}`;
    return { state: 'failed', reason: reason.slice(0, 500), retryable: failure.retryable };
  }
}

async function store(deps: Deps, taskId: string, fence: number, made: Made, signal: AbortSignal) {
  const assets: { role: Made['files'][number]['role']; hash: string; bytes: number; mime: string }[] = [];
  for (const file of made.files) {
    const { hash, bytes } = await hashFile(file.path);
    const url = await deps.api.upload({ taskId, fence, hash, bytes, mime: file.mime }, signal);
    if (url !== null) await putFile(file.path, url, file.mime, bytes, signal);
    assets.push({ role: file.role, hash, bytes, mime: file.mime });
  }
  return assets;
}
