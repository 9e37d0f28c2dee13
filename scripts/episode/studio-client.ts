import { setTimeout as delay } from 'node:timers/promises';
import { RedeemView } from '@trashfire/shared/api/contract';
import { fountainPath, ROUTES, type RouteName } from '@trashfire/shared/api/routes';
import { documentName } from '@trashfire/shared/document/names';
import type { CutRender } from '@trashfire/shared/document/schema';
import { readRecord } from '@trashfire/shared/document/ydoc';
import { AppError, type ErrorBody } from '@trashfire/shared/errors/app-error';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import type { z } from 'zod';

type View<N extends RouteName> = z.output<(typeof ROUTES)[N]['view']>;

interface Call {
  params?: Readonly<Record<string, string>>;
  body?: unknown;
  /** Left out, the client's own. */
  signal?: AbortSignal;
}

/** A signed-in person of the studio who is a program. */
export interface StudioClient {
  /** Calls a row of the route table. @throws AppError with the studio's own words. */
  call<N extends RouteName>(name: N, call?: Call): Promise<View<N>>;
  /** @returns an episode as a Fountain file. */
  fountain(episodeId: string): Promise<string>;
  /** Waits until the room shows the finished cut of an episode. @returns its record. */
  cut(episodeId: string, done: (cut: CutRender) => boolean): Promise<CutRender>;
  /** @returns an address of an asset's bytes, good for minutes. */
  assetUrl(hash: string): Promise<string>;
  /** Does something again and again until it answers. */
  until<T>(look: () => Promise<T | null>): Promise<T>;
}

const POLL_MS = 200;
const REQUEST_MS = 30_000;
/** The room's picture of a render follows its rows within a second; a minute without it is a fault. */
const CUT_MS = 60_000;

/** Signs in with a one-time token, as a person's link does. @param signal ends every call and wait. */
export async function signIn(url: string, collabUrl: string, token: string, signal: AbortSignal): Promise<StudioClient> {
  const redeem = ROUTES.redeemLink;
  const answer = await request(`${url}${redeem.path}`, redeem.method, { token }, null, signal);
  const { bearer } = RedeemView.parse(await answer.json());

  const call: StudioClient['call'] = async (name, { params = {}, body, signal: own = signal } = {}) => {
    const { method, path, view } = ROUTES[name];
    const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
    const found = await request(`${url}${filled}`, method, body, bearer, own);
    // The view belongs to the row the name picked; TypeScript cannot follow an index by a union.
    return view.parse(await found.json()) as never;
  };
  const until: StudioClient['until'] = async (look) => {
    for (;;) {
      const found = await look();
      if (found !== null) return found;
      await delay(POLL_MS, undefined, { signal });
    }
  };

  return {
    call,
    until,
    async fountain(episodeId) {
      return (await request(`${url}${fountainPath(episodeId)}`, 'GET', undefined, bearer, signal)).text();
    },
    async cut(episodeId, done) {
      const name = documentName('renders', episodeId);
      const ticket = async () => (await call('mintTicket', { body: { document: name } })).ticket;
      const session = openDocument({ url: collabUrl, name, ticket, origin: url, user: null });
      const deadline = Date.now() + CUT_MS;
      try {
        await session.ready;
        return await until(async () => {
          const cut = readRecord(session.doc, 'cutRenders', episodeId);
          if (cut !== null && done(cut)) return cut;
          if (Date.now() > deadline) throw new AppError('unavailable', 'The film is rendered but its room does not show it.');
          return null;
        });
      } finally {
        session.destroy();
      }
    },
    async assetUrl(hash) {
      const { urls } = await call('signAssets', { body: { hashes: [hash] } });
      const signed = urls[hash];
      if (signed === undefined) throw new AppError('not-found', 'The studio does not know that file any more.');
      return new URL(signed, url).href;
    },
  };
}

async function request(
  url: string,
  method: string,
  body: unknown,
  bearer: string | null,
  signal: AbortSignal,
): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]),
  });
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => ({}))) as Partial<ErrorBody>;
  throw new AppError(told.code ?? 'internal', told.message ?? `The studio answered ${answer.status}.`);
}
