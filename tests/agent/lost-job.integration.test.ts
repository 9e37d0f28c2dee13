import { afterAll, beforeAll, expect, it } from 'vitest';
import { requeueLostRuns } from '../../api/src/agent/runs/requeue.ts';
import { pumpOutbox } from '../../api/src/scheduler/outbox.ts';
import { AgentHarness } from './support.ts';

const LOST_MS = 60_000;

let studio: AgentHarness;
beforeAll(async () => {
  studio = await AgentHarness.start();
});
afterAll(() => studio.close());

it('a run whose job the queue lost is queued again, once a minute; one that waits its turn keeps its place (R6)', async () => {
  const { prisma } = studio;
  const jobs = new Set<string>();
  const queues = {
    add: ({ jobId }: { jobId: string }) => Promise.resolve(void jobs.add(jobId)),
    has: (_queue: string, jobId: string) => Promise.resolve(jobs.has(jobId)),
  };
  const sweep = () => requeueLostRuns({ prisma, queues }, LOST_MS);
  const pump = () => pumpOutbox({ prisma, queues: queues as never });
  const later = () => prisma.$executeRaw`UPDATE agent_run SET updated_at = updated_at - interval '61 seconds'`;

  const run = await studio.ask(await studio.person('Ines'), await studio.episode('INT. ROOM - DAY\n'), 'Break the script down');
  expect(await sweep()).toBe(0);
  await later();
  // It stands in the outbox: nothing was handed over that could be lost.
  expect(await sweep()).toBe(0);
  await pump();
  await later();
  expect(await sweep()).toBe(0);
  jobs.clear();
  expect(await sweep()).toBe(0);
  await later();
  expect(await sweep()).toBe(1);
  expect(await sweep()).toBe(0);
  await pump();
  expect(jobs.size).toBe(1);
  // What runs or is over is not for the queue to begin again.
  jobs.clear();
  await prisma.agentRun.update({ where: { id: run.id }, data: { state: 'done' } });
  await later();
  expect(await sweep()).toBe(0);
});
