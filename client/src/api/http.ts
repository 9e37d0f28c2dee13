import { t } from '@lingui/core/macro';
import { ROUTES, type RouteName } from '@trashfire/shared/api/routes';
import { AppError, ERRORS, type ErrorCode } from '@trashfire/shared/errors/app-error';
import type { z } from 'zod';
import { readBearer } from './bearer.ts';

type BodyOf<N extends RouteName> = (typeof ROUTES)[N]['body'] extends z.ZodType ? z.input<(typeof ROUTES)[N]['body']> : undefined;
export type ViewOf<N extends RouteName> = z.output<(typeof ROUTES)[N]['view']>;

interface CallOptions<N extends RouteName> {
  params?: Readonly<Record<string, string>>;
  body?: BodyOf<N>;
  signal?: AbortSignal;
  /** `omit` keeps a second seat's sign-in out of the cookie that the first person of this browser uses. */
  credentials?: 'include' | 'omit';
}

/** A request that nobody answers is given up after this long and may be repeated. */
const TIMEOUT_MS = 30_000;

/**
 * Calls one row of the route table and checks what came back.
 * @throws AppError as the api sent it, or `unavailable` when the api cannot be reached.
 */
export async function call<N extends RouteName>(name: N, options: CallOptions<N> = {}): Promise<ViewOf<N>> {
  const route = ROUTES[name];
  const response = await send(route.method, fillPath(route.path, options.params ?? {}), options);
  const json: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorFrom(response.status, json);
  const view = route.view.safeParse(json);
  if (!view.success) throw new AppError('client-outdated', undefined, { cause: view.error });
  return view.data as ViewOf<N>;
}

/** Puts parameters into a route's path. @throws TypeError for one that is missing, which is a mistake in our own code. */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined) throw new TypeError(`${path} needs ${key}`);
    return encodeURIComponent(value);
  });
}

interface SendOptions {
  body?: unknown;
  signal?: AbortSignal;
  credentials?: 'include' | 'omit';
}

async function send(method: string, path: string, { body, signal, credentials = 'include' }: SendOptions): Promise<Response> {
  const bearer = readBearer();
  // A seat with its own bearer never sends the browser's cookie: that is another person.
  const sent = bearer === null ? credentials : 'omit';
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, {
      method,
      credentials: sent,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new AppError(
      'unavailable',
      t`The studio does not answer. Check that it is running; what you write is kept meanwhile.`,
      {
        cause,
      },
    );
  }
}

/** Reads the api's error body; an answer that is not one (a proxy's page, say) becomes the code that fits its status. */
export function errorFrom(status: number, body: unknown): AppError {
  if (body !== null && typeof body === 'object' && 'code' in body && 'message' in body) {
    const { code, message } = body;
    if (typeof code === 'string' && code in ERRORS && typeof message === 'string') {
      const details =
        'details' in body && body.details !== null && typeof body.details === 'object' ? { ...body.details } : undefined;
      return new AppError(code as ErrorCode, message, details ? { details } : {});
    }
  }
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return new AppError(codes.find((code) => ERRORS[code].http === status) ?? (status >= 500 ? 'unavailable' : 'bad-input'));
}
