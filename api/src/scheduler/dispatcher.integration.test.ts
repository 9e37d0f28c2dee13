import { createPrisma, type PrismaClient } from '@trashfire/prisma/client';
import { newId } from '@trashfire/shared/ids';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { dispatch } from './dispatcher.ts';

let database: TestDatabase;
let prisma: PrismaClient;
beforeAll(async () => {
  database = await testDatabase();
  prisma = createPrisma(database.url, 4);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(() => prisma.renderTask.deleteMany());

let made = 0;
/** A team with shots that wait; of two teams their tags alternate. */
async function waitingShots(count: number): Promise<string> {
  const { id: teamId } = await prisma.team.create({ data: { name: 'Team' } });
  const [seriesId, episodeId] = [newId(), newId()];
  await prisma.series.create({ data: { id: seriesId, teamId, title: 'Harbour' } });
  await prisma.episode.create({ data: { id: episodeId, teamId, seriesId, number: 1, title: 'One' } });
  const shot = { teamId, episodeId, kind: 'shot', preset: 'LOW', manifest: {}, label: 'Shot', price: 0n } as const;
  const data = Array.from({ length: count }, (_, i) => ({
    ...shot,
    revision: String(made++).padStart(64, '0'),
    priority: BigInt(i),
  }));
  await prisma.renderTask.createMany({ data });
  return teamId;
}
const count = (state: 'queued' | 'running', teamId?: string) =>
  prisma.renderTask.count({ where: { state, ...(teamId === undefined ? {} : { teamId }) } });
/** Workers take what was released, up to as many as they have places. */
async function claim(places: number): Promise<void> {
  const free = places - (await count('running'));
  const tasks = await prisma.renderTask.findMany({ where: { state: 'queued' }, take: Math.max(0, free), select: { id: true } });
  await prisma.renderTask.updateMany({ where: { id: { in: tasks.map(({ id }) => id) } }, data: { state: 'running' } });
}

it('with nobody to take them, few shots leave, and never all of one team', async () => {
  const [one, other] = [await waitingShots(30), await waitingShots(1)];
  for (let turn = 0; turn < 3; turn += 1) await dispatch(prisma);
  expect([await count('queued', one), await count('queued', other)]).toEqual([6, 1]);
});

it('as many as the workers take are followed by as many again: forty places are all at work, and the queue stays short', async () => {
  await waitingShots(150);
  for (let turn = 0; turn < 12; turn += 1) {
    await dispatch(prisma);
    await claim(40);
  }
  await dispatch(prisma);
  expect(await count('running')).toBe(40);
  expect(await count('queued')).toBe(20);
});

it('two teams share the places, whoever asked for more', async () => {
  const [one, other] = [await waitingShots(100), await waitingShots(100)];
  for (let turn = 0; turn < 12; turn += 1) {
    await dispatch(prisma);
    await claim(40);
  }
  const [mine, theirs] = [await count('running', one), await count('running', other)];
  expect(mine + theirs).toBe(40);
  expect(Math.min(mine, theirs)).toBeGreaterThanOrEqual(10);
});
