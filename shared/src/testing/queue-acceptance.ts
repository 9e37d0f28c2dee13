import { randomUUID } from 'node:crypto';
import type { Queues } from '../jobs/queues.ts';
import { eventually } from './eventually.ts';

/** What a test runner must offer; vitest does. The suite itself depends on no runner. */
interface Runner {
  test(name: string, body: () => Promise<void>, timeoutMs?: number): void;
  expect(value: unknown): { toBe(expected: unknown): void; toEqual(expected: unknown): void };
}

/**
 * What every {@link Queues} adapter must do, whichever backend carries it (DESIGN §3: one acceptance suite for both).
 * @param open makes a fresh client on the same backend; the suite closes what it opens.
 */
export function queueAcceptance({ test, expect }: Runner, open: () => Promise<Queues>): void {
  const withQueues = (body: (queues: Queues) => Promise<void>) => async () => {
    const queues = await open();
    try {
      await body(queues);
    } finally {
      await queues.close();
    }
  };
  const task = () => ({ taskId: randomUUID() });

  test(
    'a job reaches its handler once, with its payload',
    withQueues(async (queues) => {
      const seen: string[] = [];
      const job = task();
      await queues.add({ name: 'render-shot', payload: job, jobId: `once-${job.taskId}` });
      await queues.add({ name: 'render-shot', payload: job, jobId: `once-${job.taskId}` });
      const consumer = queues.consume('render', 1, { 'render-shot': async ({ taskId }) => void seen.push(taskId) });
      await eventually('the job is done', async () => seen.length > 0 && !(await queues.has('render', `once-${job.taskId}`)));
      await consumer.close();
      expect(seen).toEqual([job.taskId]);
    }),
  );

  test(
    'a smaller priority number runs sooner, equal ones in order of arrival',
    withQueues(async (queues) => {
      const seen: string[] = [];
      const jobs = [30, 10, 20, 10].map((priority, i) => ({ priority, ...task(), i }));
      for (const { priority, taskId } of jobs) {
        await queues.add({ name: 'render-shot', payload: { taskId }, jobId: `p-${taskId}`, priority });
      }
      const consumer = queues.consume('render', 1, { 'render-shot': async ({ taskId }) => void seen.push(taskId) });
      await eventually('all four ran', () => seen.length === 4);
      await consumer.close();
      expect(seen.map((id) => jobs.find((j) => j.taskId === id)?.i)).toEqual([1, 3, 2, 0]);
    }),
  );

  test(
    'a waiting job can be removed; a removed one never runs',
    withQueues(async (queues) => {
      const gone = task();
      await queues.add({ name: 'render-asset', payload: gone, jobId: `r-${gone.taskId}` });
      expect(await queues.has('stills', `r-${gone.taskId}`)).toBe(true);
      expect(await queues.remove('stills', `r-${gone.taskId}`)).toBe(true);
      expect(await queues.remove('stills', `r-${gone.taskId}`)).toBe(false);
      const seen: string[] = [];
      const after = task();
      await queues.add({ name: 'render-asset', payload: after, jobId: `r-${after.taskId}` });
      const consumer = queues.consume('stills', 1, { 'render-asset': async ({ taskId }) => void seen.push(taskId) });
      await eventually('the other ran', () => seen.length === 1);
      await consumer.close();
      expect(seen).toEqual([after.taskId]);
    }),
  );

  test(
    'the job of a consumer that dies is handed to another (R6)',
    withQueues(async (queues) => {
      const job = task();
      const seen: string[] = [];
      const dying = await open();
      // Never settles, as the handler of a killed process: its lock runs out and the job counts as stalled.
      const hang = () => {
        seen.push('first');
        return new Promise<never>(() => undefined);
      };
      const first = dying.consume('render', 1, { 'render-shot': hang });
      await queues.add({ name: 'render-shot', payload: job, jobId: `s-${job.taskId}` });
      await eventually('the first has it', () => seen.length === 1);
      await first.close(true);
      const second = queues.consume('render', 1, { 'render-shot': async () => void seen.push('second') });
      await eventually('the second has it', () => seen.includes('second'), 40_000);
      await second.close();
      await dying.close();
      expect(seen).toEqual(['first', 'second']);
    }),
    60_000,
  );
}
