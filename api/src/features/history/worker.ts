import { parentPort } from 'node:worker_threads';
import { asAppError, type ErrorBody } from '@trashfire/shared/errors/app-error';
import { type JobName, type Jobs, perform } from './jobs.ts';

/** The other end of ./threads.ts: one job after the other. */
export interface Ask<N extends JobName = JobName> {
  name: N;
  input: Jobs[N]['in'];
}
export type Answer = { ok: true; output: Jobs[JobName]['out'] } | { ok: false; error: ErrorBody; stack: string | undefined };

parentPort?.on('message', (ask: Ask) => {
  perform(ask.name, ask.input).then(
    (output) => answer({ ok: true, output }),
    (error: unknown) => {
      const known = asAppError(error);
      const cause = known.cause instanceof Error ? known.cause.stack : known.stack;
      answer({ ok: false, error: known.toBody(), stack: cause });
    },
  );
});

function answer(message: Answer): void {
  parentPort?.postMessage(message);
}
