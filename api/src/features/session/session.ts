import type { PrismaClient } from '@trashfire/prisma/client';
import { creditBalance } from '@trashfire/prisma/ledger';
import type { ProfileView, SessionView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { PLANS } from '@trashfire/shared/plans/plans';
import QRCode from 'qrcode';
import type { Handlers, Viewer } from '../../http/handler.ts';
import { presentPerson } from './person.ts';
import { createSeat, endSession, redeemLink, viewerOf } from './repo.ts';

interface Deps {
  prisma: PrismaClient;
  /** Address of the studio as browsers see it. */
  publicUrl: string;
  collabUrl: string;
  /** What runs behind each switch for this team (R8). */
  profile(teamId: string): Promise<ProfileView>;
  /** Told when a session has ended, so that its sockets end with it. */
  onEnded(sessionId: string): void;
  now(): Date;
}

type SessionHandlers = Handlers<'redeemLink' | 'session' | 'signOut' | 'openSeat'>;

/** Signing in and out on this machine, and seats for more people. */
export function createSession(deps: Deps): { handlers: SessionHandlers; viewerOf(token: string): Promise<Viewer | null> } {
  const { prisma, now } = deps;
  const byToken = (token: string) => viewerOf(prisma, token, now());

  return {
    viewerOf: byToken,
    handlers: {
      async redeemLink({ body, reply }) {
        const { token, expiresAt } = await redeemLink(prisma, body.token, now());
        const viewer = await byToken(token);
        if (viewer === null) throw new AppError('not-signed-in', 'That person is no longer in the team.');
        reply.setSession(token, expiresAt);
        return { session: await presentSession(deps, viewer), bearer: token };
      },
      session: ({ viewer }) => presentSession(deps, viewer),
      async signOut({ viewer, reply }) {
        await endSession(prisma, viewer.sessionId, now());
        deps.onEnded(viewer.sessionId);
        reply.clearSession();
        return { ok: true };
      },
      async openSeat({ body, viewer }) {
        const token = await createSeat(prisma, viewer.teamId, { name: body.name ?? null, role: 'editor' }, now());
        // In the fragment, which browsers send to no server and no log.
        const url = `${deps.publicUrl}/enter#token=${token}`;
        return { url, qr: await QRCode.toString(url, { type: 'svg', margin: 1 }) };
      },
    },
  };
}

async function presentSession(deps: Deps, viewer: Viewer): Promise<SessionView> {
  const { prisma } = deps;
  const { teamId } = viewer;
  const team = await prisma.team.findUniqueOrThrow({ where: { id: teamId }, include: { plan: true } });
  return {
    person: presentPerson({ id: viewer.personId, name: viewer.name, color: viewer.color }),
    team: { id: teamId, name: team.name, plan: PLANS[team.plan?.tier ?? 'free'].title },
    role: viewer.role,
    credits: (await creditBalance(prisma, teamId)).toString(),
    profile: await deps.profile(teamId),
    collabUrl: deps.collabUrl,
  };
}
