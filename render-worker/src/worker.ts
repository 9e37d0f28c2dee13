import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimView, OutcomeBody } from '@trashfire/shared/api/worker-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { WorkerApi } from './api-client.ts';
import type { Made, MeasuredMaker } from './made.ts';
import { createBeater } from './steps/beat.ts';
import { renderError, tookTooLong } from './steps/failure.ts';
import { fetchInputs } from './steps/fetch-inputs.ts';
import type { ProgressBoard } from './steps/progress.ts';
import { download, hashFile, putFile } from './storage/transfer.ts';

interface Deps {
  api: WorkerApi;
  make: MeasuredMaker;
  progress: ProgressBoard;
  /** Folder for unfinished files; emptied at start. */
  scratch: string;
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds since some fixed point. */
  now(): number;
}

/** Of a cut's bar, what fetching its inputs takes. */
const FETCH_SHARE = 1 / 3;

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
    const shown = deps.progress.show(taskId, claim.fence, claim.watchers);
    // Last before the `try` that stops it: a beat that nobody ends would keep a dead attempt alive.
    const beater = createBeater({ api: deps.api, pause: deps.pause, taskId, fence: claim.fence });
    // Fires with the words of its failure: what else ends the signal is no failure of the task.
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(tookTooLong(claim.manifest.kind, claim.timeoutMs)), claim.timeoutMs);
    const stop = AbortSignal.any([signal, beater.signal, limit.signal]);
    try {
      const result = await attempt(deps, taskId, claim, stop, (percent) => {
        beater.percent(percent);
        shown.percent(percent);
      });
      if (result === null) return;
      const answer = await deps.api.outcome({ taskId, fence: claim.fence, result });
      deps.log.info({ taskId, answer, state: result.state }, 'outcome');
    } finally {
      clearTimeout(timer);
      beater.stop();
      shown.clear();
    }
  };
}

/** @returns what to report, or null when the task is not ours any more (lost, or this process is closing). */
async function attempt(
  deps: Deps,
  taskId: string,
  claim: Claimed,
  signal: AbortSignal,
  onPercent: (percent: number) => void,
): Promise<OutcomeBody['result'] | null> {
  const begin = deps.now();
  let scratch: string | null = null;
  try {
    // A folder that cannot be made (a full disk) is a failure like any other: told, and tried again.
    scratch = await mkdtemp(join(deps.scratch, 'task-'));
    const { fence, manifest } = claim;
    const { api, pause } = deps;
    const share = manifest.kind === 'scene' || manifest.kind === 'episode' ? FETCH_SHARE : 0;
    const onShare = (fetched: number) => onPercent(100 * share * fetched);
    const inputs = await fetchInputs({ api, pause, taskId, fence, scratch, signal, onShare }, manifest);
    const picture = claim.picture === null ? null : await download(claim.picture, scratch, 'own-picture', signal);
    const onMade = (percent: number) => onPercent(100 * share + percent * (1 - share));
    const made = await deps.make(manifest, { scratch, inputs, picture, signal, onPercent: onMade });
    const assets = await store(deps, taskId, claim.fence, made, signal);
    const measured = {
      wallMs: Math.round(deps.now() - begin),
      cpuMs: made.cpuMs,
      frames: made.frames,
      uniqueFrames: made.uniqueFrames,
      warnings: made.warnings.slice(0, 20),
    };
    return { state: 'done', assets, measured };
  } catch (error) {
    const why = signal.aborted ? whyStopped(signal.reason, claim) : null;
    if (why === 'cancel') return { state: 'cancelled' };
    if (why !== null && !(why instanceof AppError)) return null;
    const failure = why ?? renderError(error);
    deps.log.warn({ taskId, err: error }, 'task failed');
    return { state: 'failed', reason: failure.message.slice(0, 500), retryable: failure.retryable };
  } finally {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true });
  }
}

/** The queue has a limit of its own, the same as ours and begun a little sooner: either is the task's own failure. */
function whyStopped(reason: unknown, { manifest, timeoutMs }: Claimed): unknown {
  return reason instanceof DOMException && reason.name === 'TimeoutError' ? tookTooLong(manifest.kind, timeoutMs) : reason;
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
