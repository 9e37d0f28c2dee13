import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

export { Prisma, PrismaClient } from './generated/client.ts';

/** A client inside `$transaction(async (tx) => …)`, or the client itself: what a repository function takes. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>;

/**
 * @param url Postgres connection string.
 * @param max connections this client may hold; the embedded server has 60 for every process together.
 */
export function createPrisma(url: string, max: number): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max }) });
}

/** @returns whether an error is a broken unique constraint (P2002), optionally the named one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'P2002') return false;
  return constraint === undefined || JSON.stringify('meta' in error ? error.meta : null).includes(constraint);
}
