import type { Prisma } from '@trashfire/prisma/client';
import { AppError } from '@trashfire/shared/errors/app-error';

type Tx = Prisma.TransactionClient;
type Account = 'funding' | 'credits' | 'held' | 'spent';

interface Posting {
  teamId: string;
  kind: 'grant' | 'hold' | 'charge' | 'release' | 'refund';
  /** Makes the posting happen once per team, however often it is tried (R4). */
  key: string;
  memo: string;
  from: Account;
  to: Account;
  /** Micro-dollars, above zero. */
  amount: bigint;
  requestId?: string;
  taskId?: string;
}

/**
 * Moves credits between two accounts of a team inside the caller's transaction. The database keeps the balances and
 * refuses one that would go below zero.
 * @returns false when this key was posted before, and then nothing moved.
 */
async function post(tx: Tx, posting: Posting): Promise<boolean> {
  const { teamId, key, kind, memo, requestId = null, taskId = null } = posting;
  const existing = await tx.ledgerTransaction.findUnique({ where: { teamId_key: { teamId, key } }, select: { id: true } });
  if (existing) return false;
  const accounts = await tx.ledgerAccount.findMany({ where: { teamId, kind: { in: [posting.from, posting.to] } } });
  const account = (wanted: Account) => {
    const found = accounts.find((a) => a.kind === wanted);
    if (!found) throw new AppError('internal', `The team has no ${wanted} account.`);
    return found.id;
  };
  await tx.ledgerTransaction.create({
    data: {
      teamId,
      kind,
      mode: 'mock',
      key,
      memo,
      requestId,
      taskId,
      entries: {
        create: [
          { accountId: account(posting.from), amount: -posting.amount },
          { accountId: account(posting.to), amount: posting.amount },
        ],
      },
    },
  });
  return true;
}

/** @returns what the team may spend, in micro-dollars. */
export async function creditsOf(tx: Pick<Tx, 'ledgerAccount'>, teamId: string): Promise<bigint> {
  const account = await tx.ledgerAccount.findUnique({ where: { teamId_kind: { teamId, kind: 'credits' } } });
  return account?.balance ?? 0n;
}

/** Reserves what a request may cost, so that two requests cannot spend the same credits. `round` counts how often the request was taken up again. @throws AppError no-credits. */
export async function hold(tx: Tx, request: { teamId: string; id: string }, round: number, amount: bigint): Promise<void> {
  if (amount === 0n) return;
  const credits = await creditsOf(tx, request.teamId);
  if (credits < amount) {
    throw new AppError(
      'no-credits',
      `This needs ${dollars(amount)} and the team has ${dollars(credits)}. Render fewer shots, or add credits.`,
    );
  }
  const memo = 'reserved for a render request';
  await post(tx, {
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
  tx: Tx,
  task: { teamId: string; id: string; price: bigint; payerId: string | null; label: string },
): Promise<void> {
  if (task.price === 0n || task.payerId === null) return;
  const base = { teamId: task.teamId, requestId: task.payerId, taskId: task.id };
  await post(tx, {
    ...base,
    kind: 'charge',
    key: `charge:${task.id}`,
    memo: task.label,
    from: 'held',
    to: 'spent',
    amount: task.price,
  });
}

/** Gives back what a request reserved and did not use. @returns the amount. */
export async function release(tx: Tx, request: { teamId: string; id: string }): Promise<bigint> {
  const rows = await tx.ledgerEntry.findMany({
    where: { account: { teamId: request.teamId, kind: 'held' }, transaction: { teamId: request.teamId, requestId: request.id } },
    select: { amount: true },
  });
  const left = rows.reduce((sum, row) => sum + row.amount, 0n);
  if (left <= 0n) return 0n;
  const key = `release:${request.id}:${rows.length}`;
  await post(tx, { ...base(request), kind: 'release', key, memo: 'not used', from: 'held', to: 'credits', amount: left });
  return left;
}

/** @returns what a request has been charged so far, in micro-dollars. */
export async function charged(tx: Pick<Tx, 'ledgerEntry'>, teamId: string, requestId: string): Promise<bigint> {
  const where = { account: { teamId, kind: 'spent' as const }, transaction: { teamId, requestId } };
  const sum = await tx.ledgerEntry.aggregate({ where, _sum: { amount: true } });
  return sum._sum.amount ?? 0n;
}

function base(request: { teamId: string; id: string }) {
  return { teamId: request.teamId, requestId: request.id };
}

function dollars(micros: bigint): string {
  return `$${(Number(micros) / 1e6).toFixed(micros % 10_000n === 0n ? 2 : 4)}`;
}
