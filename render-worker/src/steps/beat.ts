import type { WorkerApi } from '../api-client.ts';

/** Two beats a second (DESIGN §7): a cancel is felt within half a second plus one drawing. */
const BEAT_MS = 500;

interface Deps {
  api: Pick<WorkerApi, 'beat'>;
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  taskId: string;
  fence: number;
}

/** Tells the api that this attempt lives and how far it is. `signal` aborts with reason 'cancel' or 'lost' when the api says so. */
export function createBeater({ api, pause, taskId, fence }: Deps) {
  const stopped = new AbortController();
  const verdict = new AbortController();
  let percent = 0;
  const loop = async () => {
    for (;;) {
      // The claim was the first sign of life.
      await pause(BEAT_MS, stopped.signal).catch(() => undefined);
      if (stopped.signal.aborted) return;
      // A beat that does not arrive says nothing: the api may be restarting, and only its answer may stop the work.
      const answer = await api.beat({ taskId, fence, percent }).catch(() => 'continue' as const);
      if (answer !== 'continue') return verdict.abort(answer);
    }
  };
  void loop();
  return {
    signal: verdict.signal,
    percent(value: number) {
      percent = Math.max(percent, Math.min(100, value));
    },
    stop() {
      stopped.abort();
    },
  };
}
