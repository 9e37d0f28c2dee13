import { AppError } from '@trashfire/shared/errors/app-error';
import type { Db } from './client.ts';
import type { AccountKind, BillingMode, TransactionKind } from './generated/enums.ts';

/** One posting: `amount` micro-dollars, positive, from one of the team's accounts to another. `key` is unique per team. */
export interface Posting {
  teamId: string;
  kind: TransactionKind;
  mode: BillingMode;
  key: string;
  memo: string;
  requestId?: string;
  taskId?: string;
  from: AccountKind;
  to: AccountKind;
  amount: bigint;
}

/**
 * Posts once per key, in the caller's transaction.
 * @returns false when that key was posted before, with nothing changed.
 * @throws AppError `no-credits` when the account would go below zero; the caller's transaction must then roll back.
 */
export async function postTransaction(db: Db, posting: Posting): Promise<boolean> {
  const { teamId, kind, mode, key, memo, requestId = null, taskId = null, from, to, amount } = posting;
  try {
    const [row] = await db.$queryRaw<{ posted: boolean }[]>`SELECT post_transaction(
      ${teamId}::uuid, ${kind}::transaction_kind, ${mode}::billing_mode, ${key}, ${memo},
      ${requestId}::uuid, ${taskId}::uuid, ${from}::account_kind, ${to}::account_kind, ${amount}::bigint) AS posted`;
    return row?.posted ?? false;
  } catch (error) {
    if (mentions(error, 'ledger_account_not_overdrawn')) throw new AppError('no-credits', undefined, { cause: error });
    throw error;
  }
}

/** @returns what the team may still spend, in micro-dollars. */
export async function creditBalance(db: Db, teamId: string): Promise<bigint> {
  const account = await db.ledgerAccount.findUnique({ where: { teamId_kind: { teamId, kind: 'credits' } } });
  return account?.balance ?? 0n;
}

/** Prisma wraps the server's error in several ways; the constraint's name is in one of them. */
function mentions(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes(constraint) || ('meta' in error && JSON.stringify(error.meta).includes(constraint));
}
