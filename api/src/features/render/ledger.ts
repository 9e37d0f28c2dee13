import type { Db } from '@trashfire/prisma/client';
import { creditBalance, postTransaction } from '@trashfire/prisma/ledger';
import { AppError } from '@trashfire/shared/errors/app-error';
import { creditsText, priceText } from '@trashfire/shared/plans/credits';

/** Money of render requests: reserved when asked, charged when got, given back when not (R4). The database keeps the balances. */
interface Request {
  teamId: string;
  id: string;
}

/** Reserves what a request may cost, so that two requests cannot spend the same credits. `round` counts how often the request was taken up again. @throws AppError no-credits. */
export async function hold(tx: Db, request: Request, round: number, amount: bigint): Promise<void> {
  if (amount === 0n) return;
  const credits = await creditBalance(tx, request.teamId);
  if (credits < amount) {
    throw new AppError(
      'no-credits',
      `This needs ${priceText(amount)} and the team has ${creditsText(credits)}. Render fewer shots, or add credits.`,
    );
  }
  const memo = 'reserved for a render request';
  await postTransaction(tx, {
    ...base(request),
    kind: 'hold',
    key: `hold:${request.id}:${round}`,
    memo,
    from: 'credits',
    to: 'held',
    amount,
  });
}

/** Turns the reserved price of one finished task into spending. Once per task: who attaches later pays nothing (R4). */
export async function charge(
  tx: Db,
  task: { teamId: string; id: string; price: bigint; payerId: string | null; label: string },
): Promise<void> {
  if (task.price === 0n || task.payerId === null) return;
  const payer = { teamId: task.teamId, requestId: task.payerId, taskId: task.id, mode: 'mock' as const };
  const key = `charge:${task.id}`;
  await postTransaction(tx, { ...payer, kind: 'charge', key, memo: task.label, from: 'held', to: 'spent', amount: task.price });
}

/** Gives back what a request reserved and did not use. @returns the amount. */
export async function release(tx: Db, request: Request): Promise<bigint> {
  const rows = await tx.ledgerEntry.findMany({
    where: { account: { teamId: request.teamId, kind: 'held' }, transaction: { teamId: request.teamId, requestId: request.id } },
    select: { amount: true },
  });
  const left = rows.reduce((sum, row) => sum + row.amount, 0n);
  if (left <= 0n) return 0n;
  const key = `release:${request.id}:${rows.length}`;
  await postTransaction(tx, {
    ...base(request),
    kind: 'release',
    key,
    memo: 'not used',
    from: 'held',
    to: 'credits',
    amount: left,
  });
  return left;
}

/** @returns what a request has been charged so far, in micro-dollars. */
export async function charged(tx: Db, teamId: string, requestId: string): Promise<bigint> {
  const where = { account: { teamId, kind: 'spent' as const }, transaction: { teamId, requestId } };
  const sum = await tx.ledgerEntry.aggregate({ where, _sum: { amount: true } });
  return sum._sum.amount ?? 0n;
}

function base(request: Request) {
  return { teamId: request.teamId, requestId: request.id, mode: 'mock' as const };
}
