import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/support/postgres.ts';
import { createPrisma, type PrismaClient } from './client.ts';
import { creditBalance, type Posting, postTransaction } from './ledger.ts';

let database: TestDatabase;
let prisma: PrismaClient;
let teamId: string;

beforeAll(async () => {
  database = await testDatabase();
  prisma = createPrisma(database.url, 10);
  teamId = (await prisma.team.create({ data: { name: 'Test' } })).id;
  await postTransaction(prisma, posting({ kind: 'grant', key: 'grant', from: 'funding', to: 'credits', amount: 1000n }));
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

function posting(more: Partial<Posting>): Posting {
  return { teamId, kind: 'hold', mode: 'mock', key: 'key', memo: '', from: 'credits', to: 'held', amount: 1n, ...more };
}

describe('the ledger (R4)', () => {
  it('posts a key once, also when asked at the same time', async () => {
    const posted = await Promise.all(
      Array.from({ length: 6 }, () => postTransaction(prisma, posting({ key: 'once', amount: 5n }))),
    );
    expect(posted.filter(Boolean)).toHaveLength(1);
    expect(await creditBalance(prisma, teamId)).toBe(995n);
  });

  it('never lets credits go below zero, whoever races, and says so in words for people', async () => {
    const tries = Array.from({ length: 20 }, (_, i) => postTransaction(prisma, posting({ key: `race:${i}`, amount: 100n })));
    const results = await Promise.allSettled(tries);
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(9);
    const refused = results.find((r) => r.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'no-credits' });
    expect(await creditBalance(prisma, teamId)).toBe(95n);
    const { _sum } = await prisma.ledgerAccount.aggregate({ where: { teamId }, _sum: { balance: true } });
    expect(_sum.balance).toBe(0n);
  });

  it('does not deadlock when money moves both ways at once', async () => {
    const there = Array.from({ length: 10 }, (_, i) => postTransaction(prisma, posting({ key: `there:${i}` })));
    const back = Array.from({ length: 10 }, (_, i) =>
      postTransaction(prisma, posting({ key: `back:${i}`, kind: 'release', from: 'held', to: 'credits' })),
    );
    expect(await Promise.all([...there, ...back])).toEqual(Array(20).fill(true));
    expect(await creditBalance(prisma, teamId)).toBe(95n);
  });

  it('refuses entries that do not sum to zero, a balance set by hand, and any rewriting', async () => {
    const account = await prisma.ledgerAccount.findFirstOrThrow({ where: { teamId, kind: 'credits' } });
    const lonely = prisma.ledgerTransaction.create({
      data: {
        teamId,
        kind: 'grant',
        mode: 'mock',
        key: 'lonely',
        memo: '',
        entries: { create: { accountId: account.id, amount: 5n } },
      },
    });
    await expect(lonely).rejects.toThrow('sum to 5');
    await expect(prisma.ledgerAccount.update({ where: { id: account.id }, data: { balance: 9n } })).rejects.toThrow(
      'only through',
    );
    await expect(prisma.ledgerEntry.updateMany({ data: { amount: 1n } })).rejects.toThrow('never changed');
    await expect(prisma.ledgerTransaction.deleteMany({ where: { teamId } })).rejects.toThrow('never changed');
  });
});
