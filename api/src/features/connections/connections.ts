import type { PrismaClient } from '@trashfire/prisma/client';
import type { ConnectionsView } from '@trashfire/shared/api/contract';
import type { Handlers } from '../../http/handler.ts';
import type { KeyProbe } from './groq-probe.ts';
import type { Seal } from './seal.ts';

interface Deps {
  prisma: PrismaClient;
  seal: Seal;
  probe: KeyProbe;
  /** From the environment; a pasted key of the team comes before it. */
  environmentKey: string | undefined;
  model: string;
}

export interface GroqKey {
  apiKey: string;
  source: 'environment' | 'pasted';
}

export interface Connections {
  handlers: Handlers<'connections' | 'connectGroq'>;
  /** @returns the key a team's runs use, or null: then the agent works offline. Asked at every run, so a pasted key needs no restart. */
  groqKey(teamId: string): Promise<GroqKey | null>;
}

const PROVIDER = 'groq';
const ownerOf = (teamId: string): string => `${teamId}:${PROVIDER}`;
/** The last four characters: enough to tell two keys apart, useless to anybody else. */
const hintOf = (apiKey: string): string => `…${apiKey.slice(-4)}`;

/** Keys of other services, pasted by people, tested at once and kept sealed. */
export function createConnections({ prisma, seal, probe, environmentKey, model }: Deps): Connections {
  const stored = (teamId: string) =>
    prisma.connectionSecret.findUnique({ where: { teamId_provider: { teamId, provider: PROVIDER } } });

  const view = async (teamId: string): Promise<ConnectionsView> => {
    const row = await stored(teamId);
    if (row !== null) return { groq: { set: true, source: 'pasted', model, hint: row.hint } };
    if (environmentKey === undefined) return { groq: { set: false, source: 'none', model, hint: null } };
    return { groq: { set: true, source: 'environment', model, hint: hintOf(environmentKey) } };
  };

  return {
    async groqKey(teamId) {
      const row = await stored(teamId);
      if (row !== null) return { apiKey: seal.open(row.sealed, ownerOf(teamId)), source: 'pasted' };
      return environmentKey === undefined ? null : { apiKey: environmentKey, source: 'environment' };
    },
    handlers: {
      connections: ({ viewer }) => view(viewer.teamId),
      async connectGroq({ body: { apiKey }, viewer: { teamId, personId } }) {
        if (apiKey === null) {
          await prisma.connectionSecret.deleteMany({ where: { teamId, provider: PROVIDER } });
          return await view(teamId);
        }
        await probe(apiKey);
        const data = { sealed: seal.close(apiKey, ownerOf(teamId)), hint: hintOf(apiKey), setById: personId };
        await prisma.connectionSecret.upsert({
          where: { teamId_provider: { teamId, provider: PROVIDER } },
          create: { teamId, provider: PROVIDER, ...data },
          update: data,
        });
        return await view(teamId);
      },
    },
  };
}
