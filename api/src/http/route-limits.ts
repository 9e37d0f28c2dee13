import type { RouteName } from '@trashfire/shared/api/routes';
import { AppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import { RATES } from '@trashfire/shared/realtime/limits';
import { RateLimiter, senderOf } from '@trashfire/shared/realtime/rate-limiter';
import type { Request } from 'express';
import type { Viewer } from './handler.ts';

interface Limit {
  by: 'person' | 'address';
  /** Of shared/realtime/limits; each route counts for itself. */
  rate: keyof typeof RATES;
  told(seconds: number): string;
}

const LOOKS: Limit = {
  by: 'person',
  rate: 'lookAtHistory',
  told: (s) => say`You look at history faster than it can be worked out. Wait ${s} s and look again.`,
};
const CHANGES: Limit = {
  by: 'person',
  rate: 'changeHistory',
  told: (s) => say`That is a lot of versions, restores and undos at once. Wait ${s} s and repeat the last one.`,
};
const COMMENTS: Limit = {
  by: 'person',
  rate: 'comment',
  told: (s) => say`You comment faster than others can read. Wait ${s} s and do it again; what you wrote is kept.`,
};

const PICTURES: Limit = {
  by: 'person',
  rate: 'bringPicture',
  told: (s) => say`You bring pictures faster than they can be looked through. Wait ${s} s and go on.`,
};

const DRAWINGS: Limit = {
  by: 'person',
  rate: 'bringPicture',
  told: (s) => say`You ask for pictures faster than they can be drawn. Wait ${s} s and ask again.`,
};

/** What is counted, and what a person is told above the rate. */
const LIMITED: Partial<Record<RouteName, Limit>> = {
  contentAt: LOOKS,
  compare: LOOKS,
  authorship: LOOKS,
  nameVersion: CHANGES,
  restore: CHANGES,
  undoRestore: CHANGES,
  undoRun: CHANGES,
  beginPicture: PICTURES,
  finishPicture: PICTURES,
  dropPicture: PICTURES,
  requestDrawings: DRAWINGS,
  postChat: {
    by: 'person',
    rate: 'postChat',
    told: (s) => say`You write faster than the room can read. Wait ${s} s and send it again.`,
  },
  openThread: COMMENTS,
  reply: COMMENTS,
  resolveThread: COMMENTS,
  editComment: COMMENTS,
  deleteComment: COMMENTS,
  seeThread: {
    by: 'person',
    rate: 'seeThread',
    told: (s) => say`Your windows tell of more comments read than a person reads. They try again by themselves in ${s} s.`,
  },
  mintTicket: {
    by: 'person',
    rate: 'mintTicket',
    told: (s) => say`Your windows open documents too often. They try again by themselves in ${s} s.`,
  },
  redeemLink: {
    by: 'address',
    rate: 'redeemLink',
    told: (s) => say`Too many sign-in links were tried from your network. Wait ${s} s and open yours again; it is still good.`,
  },
};

/** Counts a request that is about to be answered. @throws AppError too-many, with the seconds to wait in its details. */
export type CountRequest = (name: RouteName, viewer: Viewer | null, request: Pick<Request, 'ip'>) => void;

/** @param clock milliseconds of a monotonic clock. */
export function createRouteLimits(clock?: () => number): CountRequest {
  const limiters = new Map(
    (Object.entries(LIMITED) as [RouteName, Limit][]).map(([name, limit]) => {
      return [name, { ...limit, limiter: new RateLimiter(RATES[limit.rate], clock) }] as const;
    }),
  );
  return (name, viewer, { ip }) => {
    const limit = limiters.get(name);
    if (limit === undefined) return;
    const sender = limit.by === 'person' && viewer !== null ? viewer.personId : senderOf(ip);
    const retryAfterSeconds = limit.limiter.take(sender);
    if (retryAfterSeconds > 0) throw new AppError('too-many', limit.told(retryAfterSeconds), { details: { retryAfterSeconds } });
  };
}
