import { ROUTES, type Route, type RouteName } from '@trashfire/shared/api/routes';
import { AppError } from '@trashfire/shared/errors/app-error';
import { zodWords } from '@trashfire/shared/errors/zod-words';
import { json, type Request, type RequestHandler, type Response, type Router } from 'express';
import { admit } from './admit.ts';
import type { Authenticate } from './authenticate.ts';
import { type SessionCookie, writeCookie } from './cookies.ts';
import type { Call, Handler, Handlers, Reply } from './handler.ts';
import { checkParams } from './params.ts';
import { type CountRequest, createRouteLimits } from './route-limits.ts';

interface Deps {
  handlers: Handlers;
  authenticate: Authenticate;
  cookie: SessionCookie;
  publicUrl: string;
  /** Left out, the rates of shared/realtime/limits. */
  count?: CountRequest;
}

const SMALL_BODY = '256kb';
/** Two million characters of screenplay, escaped as JSON at worst. */
const SCRIPT_BODY = '13mb';
const CARRIES_SCRIPT: ReadonlySet<RouteName> = new Set(['createEpisode', 'importScript', 'readScript']);

/** Puts every row of the route table behind its door: signed in, capability, body, parameters; then its handler. */
export function mountRoutes(router: Router, { count = createRouteLimits(), ...deps }: Deps): void {
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: Route = ROUTES[name];
    const door: RequestHandler = async (request, response, next) => {
      const { capability } = route;
      response.locals.viewer = capability === 'public' ? null : await admit(deps, request, capability);
      next();
    };
    // A stranger's body is not even read (R7).
    const reading = route.body === null ? [] : [json({ limit: CARRIES_SCRIPT.has(name) ? SCRIPT_BODY : SMALL_BODY })];
    const handle: RequestHandler = async (request, response) => {
      const body = parseBody(route, request.body);
      // After the body: another site's page can send a request here, but not one that gets as far as this.
      count(name, response.locals.viewer ?? null, request);
      await answer(deps, name, body, request, response);
    };
    router.route(route.path)[VERBS[route.method]](door, ...reading, handle);
  }
}

type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete';
const VERBS: Readonly<Record<Route['method'], Verb>> = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' };

async function answer(
  deps: Pick<Deps, 'handlers' | 'cookie'>,
  name: RouteName,
  body: unknown,
  request: Request,
  response: Response,
): Promise<void> {
  // A handler and its call belong to the same row; TypeScript cannot follow that through a table indexed by a union.
  const call = {
    params: checkParams(request.params),
    body,
    viewer: response.locals.viewer,
    reply: replyOf(deps.cookie, response),
  } as Call<RouteName>;
  const handler = deps.handlers[name] as Handler<RouteName>;
  response.json(await handler(call));
}

function parseBody(route: Route, body: unknown): unknown {
  if (route.body === null) return null;
  const parsed = route.body.safeParse(body);
  if (!parsed.success) throw new AppError('bad-input', zodWords(parsed.error));
  if (holdsNul(parsed.data)) {
    throw new AppError(
      'bad-input',
      'That holds a NUL character, so it is not a text file. Of a screenplay bring the Fountain file (.fountain or .txt); in other text leave that character out.',
    );
  }
  return parsed.data;
}

/** PostgreSQL stores every character but this one, and would fail as if the studio had made a mistake. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}

function replyOf(cookie: SessionCookie, response: Response): Reply {
  return {
    setSession: (token, expiresAt) => response.append('set-cookie', writeCookie(cookie, token, expiresAt)),
    clearSession: () => response.append('set-cookie', writeCookie(cookie, null, new Date(0))),
  };
}
