import { AppError } from '@trashfire/shared/errors/app-error';
import type { Pool } from 'pg';

/** Does one thing at a time to a document, on all nodes. */
export type DocumentLock = <T>(document: string, work: () => Promise<T>) => Promise<T>;

/** Longest wait for another node; its own work is bounded too. */
const WAIT_MS = 40_000;
/** Tells these locks from others of the database. */
const SPACE = 0x68697374;

/** Documents worked on at once: each holds a connection while its work takes another from the same pool. */
const AT_ONCE = 2;
/** Below this many connections it is one at a time, or all would be held by those who wait for another. */
const ENOUGH_CONNECTIONS = 6;

/**
 * Two restores worked out from the same state would each bring back what is missing, and it would stand there twice; so the
 * second waits for the first and is worked out from what that one made (SPEC H7). One connection a document is held meanwhile.
 */
export function createDocumentLock(pool: Pool): DocumentLock {
  const here = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let free = pool.options.max >= ENOUGH_CONNECTIONS ? AT_ONCE : 1;

  const inTurn = async <T>(document: string, before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> => {
    await before?.catch(() => undefined);
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await acrossNodes(pool, document, work);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };

  return async (document, work) => {
    const turn = inTurn(document, here.get(document), work);
    here.set(document, turn);
    try {
      return await turn;
    } finally {
      if (here.get(document) === turn) here.delete(document);
    }
  };
}

async function acrossNodes<T>(pool: Pool, document: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let held = true;
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = ${WAIT_MS}`);
    await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [SPACE, document]).catch((error: unknown) => {
      throw new AppError('unavailable', 'Another restore or undo of this document is under way. Try again in a moment.', {
        cause: error,
      });
    });
    return await work();
  } finally {
    await client.query('ROLLBACK').catch(() => {
      held = false;
    });
    // A connection that could not let go is not given to others; without it the lock is gone too.
    client.release(!held);
  }
}
