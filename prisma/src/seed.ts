import type { Db, PrismaClient } from './client.ts';
import { postTransaction } from './ledger.ts';

/** Play credits of a new studio: 25 dollars in micro-dollars, labelled mock wherever they show (R8). */
const FIRST_GRANT = 25_000_000n;
/** The first of the peer hues: the studio's own accent is never a person's. */
const OWNER_COLOR = '#84b4ff';
/** A first start shares its machine with an install that just ended: two seconds, as is usual, are too few to get a connection. ms. */
const PATIENCE = { timeout: 30_000, maxWait: 20_000 };
/** Held while seeding, so two processes of a first start do not make two studios. */
const SEED_LOCK = 72_707_370;

export interface Studio {
  teamId: string;
  ownerId: string;
}

/** Makes the first team with its owner, plan and credits, or finds them: run at every start. */
export async function seedStudio(prisma: PrismaClient, names: { team?: string; owner?: string } = {}): Promise<Studio> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK}::bigint)`;
    return (await firstOwner(tx)) ?? (await createStudio(tx, names.team ?? 'My studio', names.owner ?? 'Owner'));
  }, PATIENCE);
}

async function firstOwner(tx: Db): Promise<Studio | null> {
  const owner = await tx.membership.findFirst({ where: { role: 'owner' }, orderBy: { createdAt: 'asc' } });
  return owner === null ? null : { teamId: owner.teamId, ownerId: owner.personId };
}

async function createStudio(tx: Db, team: string, owner: string): Promise<Studio> {
  const { id: teamId } = await tx.team.create({ data: { name: team } });
  const { id: ownerId } = await tx.person.create({ data: { teamId, name: owner, color: OWNER_COLOR } });
  await tx.membership.create({ data: { teamId, personId: ownerId, role: 'owner' } });
  await tx.plan.create({ data: { teamId, tier: 'studio', mode: 'mock' } });
  await postTransaction(tx, {
    teamId,
    kind: 'grant',
    mode: 'mock',
    key: 'grant:first',
    memo: 'Play credits to begin with',
    from: 'funding',
    to: 'credits',
    amount: FIRST_GRANT,
  });
  return { teamId, ownerId };
}
