import { randomUUID } from 'node:crypto';
import { NO_CONTEXT } from '@trashfire/shared/api/ask-context';
import { AppError } from '@trashfire/shared/errors/app-error';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPEN_RUNS_PER_PERSON, OPEN_RUNS_PER_TEAM } from '../../api/src/agent/limits.ts';
import type { Person } from '../../collab-server/src/testing/harness.ts';
import { AgentHarness, type Episode } from './support.ts';

let studio: AgentHarness;
let episode: Episode;
beforeAll(async () => {
  studio = await AgentHarness.start();
  episode = await studio.episode('INT. ROOM - DAY\n\nA lamp.\n');
});
afterAll(() => studio.close());

/** Asks that many times at the same moment. @returns how many were taken, and what the others were told. */
async function askAtOnce(people: readonly Person[]): Promise<{ taken: number; told: string[] }> {
  const { service, collab } = studio;
  const asked = people.map(({ id: personId }) => {
    const viewer = { teamId: collab.team, personId, role: 'editor' as const };
    return service.start({ viewer, episodeId: episode.id, text: 'Break it down', context: NO_CONTEXT, mentions: [] });
  });
  const settled = await Promise.allSettled(asked);
  const refusals = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const refusal of refusals) if (!(refusal instanceof AppError && refusal.code === 'too-many')) throw refusal;
  return { taken: settled.length - refusals.length, told: [...new Set(refusals.map((refusal) => refusal.message))] };
}

it('R7: no more requests wait than a person and a team may have, however many are made at the same moment', async () => {
  const [ines, bo, cleo] = [await studio.person('Ines'), await studio.person('Bo'), await studio.person('Cleo')];
  expect(await askAtOnce(Array.from({ length: 10 }, () => ines))).toEqual({
    taken: OPEN_RUNS_PER_PERSON,
    told: [`The agent has ${OPEN_RUNS_PER_PERSON} requests of yours before it. Wait for one, or stop one.`],
  });
  const others = await askAtOnce(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? bo : cleo)));
  expect(others).toEqual({
    taken: OPEN_RUNS_PER_TEAM - OPEN_RUNS_PER_PERSON,
    told: [`The agent has ${OPEN_RUNS_PER_TEAM} requests of this team before it. Wait for one, or stop one.`],
  });
});

it('R6: an ask that is sent again, its answer lost, begins nothing a second time', async () => {
  const { service, collab } = studio;
  await collab.pool.query("UPDATE agent_run SET state = 'stopped'");
  const { id: personId } = await studio.person('Dora');
  const viewer = { teamId: collab.team, personId, role: 'editor' as const };
  const ask = { viewer, episodeId: episode.id, text: 'Once', context: NO_CONTEXT, mentions: [], id: randomUUID() };
  const answers = await Promise.all([1, 2, 3].map(() => service.start(ask)));
  expect(new Set(answers.map(({ run }) => run.id)).size).toBe(1);
  expect(new Set(answers.map(({ message }) => message.id))).toEqual(new Set([ask.id]));
  expect(await studio.prisma.agentRun.count({ where: { task: 'Once' } })).toBe(1);
  const other = { ...viewer, personId: (await studio.person('Edda')).id };
  await expect(service.start({ ...ask, viewer: other })).rejects.toMatchObject({ code: 'conflict' });
});
