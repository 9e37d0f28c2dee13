import { createHash, randomBytes } from 'node:crypto';
import type { PrismaClient } from '@trashfire/prisma/client';
import type { Studio } from '@trashfire/prisma/seed';
import { RedeemView, SeatView } from '@trashfire/shared/api/contract';
import { ROUTES } from '@trashfire/shared/api/routes';

/** Long enough to read the terminal and open the link, short enough that a line in a scrollback is worth nothing tomorrow. */
const LINK_MS = 24 * 60 * 60 * 1000;

/** The token rides in the fragment, which browsers send to no server and no log. */
export const signInUrl = (studioUrl: string, token: string): string => `${studioUrl}/enter#token=${token}`;

/** Makes a link that signs the owner in once; only the token's sha256 is stored. @returns the token. */
export async function makeLoginToken(prisma: PrismaClient, { teamId, ownerId }: Studio): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await prisma.loginLink.create({
    data: {
      teamId,
      personId: ownerId,
      tokenHash: createHash('sha256').update(token).digest('hex'),
      expiresAt: new Date(Date.now() + LINK_MS),
    },
  });
  return token;
}

/** Asks the api for a seat as the owner would in the studio, so an invitation from the terminal is not a second way in (R3). */
export async function inviteGuest(apiUrl: string, token: string): Promise<string> {
  const { bearer } = RedeemView.parse(await post(`${apiUrl}${ROUTES.redeemLink.path}`, { token }, null));
  const { url } = SeatView.parse(await post(`${apiUrl}${ROUTES.openSeat.path}`, { name: 'Guest' }, bearer));
  return url;
}

async function post(url: string, body: unknown, bearer: string | null): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`the studio answered ${answer.status} to ${new URL(url).pathname}`);
  return answer.json();
}
