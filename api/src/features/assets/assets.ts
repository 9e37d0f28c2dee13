import type { PrismaClient } from '@trashfire/prisma/client';
import type { Handlers } from '../../http/handler.ts';
import type { SignedUrls } from './signed-urls.ts';

interface Deps {
  prisma: PrismaClient;
  urls: SignedUrls;
}

/** Addresses for what the team has: a hash of another team's asset is simply not known here. */
export function createAssets({ prisma, urls }: Deps): Handlers<'signAssets'> {
  return {
    async signAssets({ body, viewer: { teamId } }) {
      const rows = await prisma.asset.findMany({ where: { teamId, hash: { in: body.hashes } }, select: { hash: true } });
      const signed = rows.map(({ hash }) => [hash, urls.signGet({ teamId, hash })] as const);
      return { urls: Object.fromEntries(signed), expiresAt: urls.expiresAt().toISOString() };
    },
  };
}
