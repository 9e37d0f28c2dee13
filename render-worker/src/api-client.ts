import {
  BeatBody,
  BeatView,
  ClaimView,
  InputView,
  OutcomeBody,
  OutcomeView,
  UploadView,
  WatchTicketView,
} from '@trashfire/shared/api/worker-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { z } from 'zod';
import { wordsOf } from './steps/failure.ts';

/** What the worker asks of the api (DESIGN §7): its only way to the facts. */
export interface WorkerApi {
  claim(taskId: string, signal: AbortSignal): Promise<ClaimView>;
  beat(body: z.infer<typeof BeatBody>): Promise<z.infer<typeof BeatView>['answer']>;
  /** @returns where the files of one shot of a cut are fetched, good for minutes. */
  input(body: { taskId: string; fence: number; shotRevision: string }, signal: AbortSignal): Promise<InputView>;
  /** @returns where to PUT the bytes, or null when the store has them. */
  upload(
    body: { taskId: string; fence: number; hash: string; bytes: number; mime: string },
    signal: AbortSignal,
  ): Promise<string | null>;
  /** @returns a ticket for a watched document. */
  ticket(body: { taskId: string; fence: number; document: string }): Promise<string>;
  outcome(body: OutcomeBody): Promise<z.infer<typeof OutcomeView>['answer']>;
}

interface Deps {
  apiUrl: string;
  token: string;
  workerId: string;
  fetch: typeof fetch;
  /** Waits between tries; injected so that tests do not wait. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
}

const TRIES = 6;
const CALL_TIMEOUT_MS = 10_000;
/** A beat that hangs is given up well before the sweep (8 s without one) takes the task for lost. */
const BEAT_TIMEOUT_MS = 3_000;

/** Requests are retried with a growing pause while the api is away: an outcome that was computed must not be lost to a restart (R6). */
export function createWorkerApi(deps: Deps): WorkerApi {
  const call = async <V extends z.ZodType>(path: string, body: unknown, view: V, signal?: AbortSignal): Promise<z.infer<V>> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(path, body, view, signal);
      } catch (error) {
        const final = signal?.aborted || attempt >= TRIES || (error instanceof AppError && !error.retryable);
        if (final) throw error;
        await deps.pause(Math.min(5_000, 200 * 2 ** attempt), signal);
      }
    }
  };
  const once = async <V extends z.ZodType>(path: string, body: unknown, view: V, signal?: AbortSignal): Promise<z.infer<V>> => {
    const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
    const response = await deps.fetch(`${deps.apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${deps.token}` },
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text);
    return view.parse(JSON.parse(text));
  };

  return {
    claim: (taskId, signal) => call('/worker/claim', { taskId, workerId: deps.workerId }, ClaimView, signal),
    beat: async (body) =>
      (await once('/worker/beat', BeatBody.parse(body), BeatView, AbortSignal.timeout(BEAT_TIMEOUT_MS))).answer,
    input: (body, signal) => call('/worker/input', body, InputView, signal),
    upload: async (body, signal) => (await call('/worker/upload', body, UploadView, signal)).url,
    ticket: async (body) => (await call('/worker/ticket', body, WatchTicketView)).ticket,
    outcome: async (body) => (await call('/worker/outcome', OutcomeBody.parse(body), OutcomeView)).answer,
  };
}

function refusal(status: number, text: string): AppError {
  const { code = 'internal', message } = wordsOf(status, text);
  return new AppError(
    code,
    message ?? `The studio answered the renderer with ${status}. Check that it runs, then render it again.`,
  );
}
