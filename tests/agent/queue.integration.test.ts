import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NO_CONTEXT } from '@trashfire/shared/api/ask-context';
import { createQueues } from '@trashfire/shared/jobs/queues';
import { eventually } from '@trashfire/shared/testing/eventually';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgent } from '../../api/src/agent/agent.ts';
import { pumpOutbox } from '../../api/src/scheduler/outbox.ts';
import { AgentHarness } from './support.ts';

const LONG = readFileSync(fileURLToPath(new URL('../support/scripts/salvage-nine-lives.fountain', import.meta.url)), 'utf8');

let studio: AgentHarness;
beforeAll(async () => {
  studio = await AgentHarness.start();
});
afterAll(() => studio.close());

it('a message becomes a job becomes a run; shutting down ends it with the reason, and going on repeats nothing', async () => {
  const { prisma, collab, emit } = studio;
  const fail = (error: Error) => studio.failures.push(error);
  const queues = createQueues({ connection: { kind: 'postgres', url: collab.database.url }, onError: fail });
  await queues.migrate();
  const realtime = { emit, present: () => Promise.resolve([]), endSession: () => undefined, close: () => Promise.resolve() };
  const core = {
    prisma,
    realtime,
    logger: pino({ level: 'silent' }),
    writer: { open: studio.deps().open, write: () => Promise.reject(new Error('unused')) },
    connections: { groqKey: () => Promise.resolve(null), handlers: {} as never },
  };
  const start = () =>
    createAgent({ core, queues, groq: { model: 'openai/gpt-oss-120b' }, onQueued: () => void pumpOutbox({ prisma, queues }) });
  const person = await studio.person('Ines');
  const episode = await studio.episode(LONG);
  const viewer = {
    teamId: collab.team,
    personId: person.id,
    role: 'editor' as const,
    sessionId: '',
    name: '',
    color: '',
    version: 1,
  };
  const agent = start();
  const ask = { viewer, episodeId: episode.id, text: 'Break the script down', context: NO_CONTEXT, mentions: [] };
  const first = await agent.runs.start(ask);
  await eventually('it works', async () =>
    (await studio.view(first.run.id, episode)).steps.some((step) => step.state === 'done'),
  );
  await agent.close();
  const cut = await studio.view(first.run.id, episode);
  expect(cut).toMatchObject({ state: 'failed', reason: expect.stringContaining('shut down') });
  expect(cut.offers).toContainEqual({ label: 'Go on', ask: 'Break the script down' });

  const next = start();
  const second = await next.runs.start(ask);
  const done = await eventually('it is done', async () => {
    const run = await studio.view(second.run.id, episode);
    return run.state === 'done' ? run : null;
  });
  expect(done.steps.every((step) => step.state === 'done')).toBe(true);
  await next.close();
  await queues.close();
  const { rows } = await collab.pool.query(
    'SELECT run_id, step, count(*)::int AS n FROM doc_update WHERE run_id IS NOT NULL GROUP BY 1, 2',
  );
  expect(rows.every((row) => row.n <= 1)).toBe(true);
});
