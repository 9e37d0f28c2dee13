import type { Db, PrismaClient } from '@trashfire/prisma/client';
import type { Role } from '@trashfire/shared/access/roles';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Viewer } from '../../http/handler.ts';
import { lockTeam } from '../render/team-lock.ts';
import { colorOf } from './person.ts';
import { hashToken, newToken } from './tokens.ts';

export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;
/** Of a seat's link: the person it is for is usually in the same room. */
export const LINK_MS = 60 * 60 * 1000;
/** How often a session's last sight is written: reading must not become writing. */
const SEEN_EVERY_MS = 5 * 60 * 1000;
/** People of one team, so a script that opens seats in a loop ends. */
const MOST_PEOPLE = 100;

/** @returns who a session token speaks for, with today's rights, or null when it is unknown, ended or the person left the team. */
export async function viewerOf(db: Db, token: string, now: Date): Promise<Viewer | null> {
  const session = await db.session.findUnique({
    where: { tokenHash: hashToken(token), revokedAt: null, expiresAt: { gt: now } },
    include: { person: true },
  });
  if (session === null) return null;
  const { teamId, personId, person } = session;
  const member = await db.membership.findUnique({ where: { teamId_personId: { teamId, personId } } });
  if (member === null) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await db.session.update({ where: { id: session.id }, data: { lastSeenAt: now } });
  }
  const { role, version } = member;
  return { sessionId: session.id, teamId, personId, name: person.name, color: person.color, role, version };
}

export interface NewSession {
  token: string;
  expiresAt: Date;
}

/**
 * Uses up a one-time link and opens a session for its person, in one transaction: of two windows with the same link one gets in.
 * @throws AppError not-signed-in when the link was used, is past its time or never was.
 */
export async function redeemLink(prisma: PrismaClient, linkToken: string, now: Date): Promise<NewSession> {
  return await prisma.$transaction(async (tx) => {
    const [link] = await tx.loginLink.updateManyAndReturn({
      where: { tokenHash: hashToken(linkToken), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (link === undefined) {
      throw new AppError(
        'not-signed-in',
        'That sign-in link was used already or is past its time. Ask for a new one, or start the studio again to get one.',
      );
    }
    const token = newToken();
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    await tx.session.create({
      data: { teamId: link.teamId, personId: link.personId, tokenHash: hashToken(token), expiresAt },
    });
    return { token, expiresAt };
  });
}

/** Signs one session out; one that is over keeps its time of ending. */
export async function endSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: now } });
}

/** @returns which of these sessions are over: ended, past their time, or their person is no longer in the team. */
export async function endedSessions(db: Db, sessionIds: readonly string[], now: Date): Promise<string[]> {
  const good = await db.session.findMany({
    where: { id: { in: [...sessionIds] }, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, teamId: true, personId: true },
  });
  const people = await db.membership.findMany({
    where: { personId: { in: good.map((session) => session.personId) } },
    select: { teamId: true, personId: true },
  });
  const members = new Set(people.map((member) => `${member.teamId} ${member.personId}`));
  const alive = new Set(good.filter((session) => members.has(`${session.teamId} ${session.personId}`)).map(({ id }) => id));
  return sessionIds.filter((id) => !alive.has(id));
}

/** Adds a person to a team with a link of their own. @returns the link's token. @throws AppError conflict when the team is full. */
export async function createSeat(
  prisma: PrismaClient,
  teamId: string,
  wanted: { name: string | null; role: Role },
  now: Date,
): Promise<string> {
  return await prisma.$transaction(async (tx) => {
    // Or seats opened in the same moment would all count the same people.
    await lockTeam(tx, teamId);
    const people = await tx.membership.count({ where: { teamId } });
    if (people >= MOST_PEOPLE) throw new AppError('conflict', `A team has at most ${MOST_PEOPLE} people.`);
    const name = wanted.name ?? `Writer ${people + 1}`;
    const person = await tx.person.create({ data: { teamId, name, color: colorOf(people) } });
    await tx.membership.create({ data: { teamId, personId: person.id, role: wanted.role } });
    const token = newToken();
    const expiresAt = new Date(now.getTime() + LINK_MS);
    await tx.loginLink.create({ data: { teamId, personId: person.id, tokenHash: hashToken(token), expiresAt } });
    return token;
  });
}
