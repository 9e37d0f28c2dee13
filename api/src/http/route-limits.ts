import type { RouteName } from '@trashfire/shared/api/routes';
import { AppError } from '@trashfire/shared/errors/app-error';
import { RATES } from '@trashfire/shared/realtime/limits';
import { RateLimiter, senderOf } from '@trashfire/shared/realtime/rate-limiter';
import type { Request } from 'express';
import type { Viewer } from './handler.ts';

/** What is counted, and what a person is told above the rate; the rates stand in shared/realtime/limits. */
const LIMITED = {
  postChat: { by: 'person', told: (s: number) => `You write faster than the room can read. Wait ${s} s and send it again.` },
  mintTicket: {
    by: 'person',
    told: (s: number) => `Your windows open documents too often. They try again by themselves in ${s} s.`,
  },
  redeemLink: {
    by: 'address',
    told: (s: number) =>
      `Too many sign-in links were tried from your network. Wait ${s} s and open yours again; it is still good.`,
  },
} as const satisfies Partial<Record<RouteName, { by: 'person' | 'address'; told(seconds: number): string }>>;

/** Counts a request that is about to be answered. @throws AppError too-many, with the seconds to wait in its details. */
export type CountRequest = (name: RouteName, viewer: Viewer | null, request: Pick<Request, 'ip'>) => void;

/** @param clock milliseconds of a monotonic clock. */
export function createRouteLimits(clock?: () => number): CountRequest {
  const limiters = new Map(
    (Object.keys(LIMITED) as (keyof typeof LIMITED)[]).map((name) => [name, new RateLimiter(RATES[name], clock)] as const),
  );
  return (name, viewer, { ip }) => {
    if (!isLimited(name)) return;
    const { by, told } = LIMITED[name];
    const sender = by === 'person' && viewer !== null ? viewer.personId : senderOf(ip);
    const retryAfterSeconds = limiters.get(name)?.take(sender) ?? 0;
    if (retryAfterSeconds > 0) throw new AppError('too-many', told(retryAfterSeconds), { details: { retryAfterSeconds } });
  };
}

function isLimited(name: RouteName): name is keyof typeof LIMITED {
  return Object.hasOwn(LIMITED, name);
}
