import type { PrismaClient } from '@trashfire/prisma/client';
import { AppError } from '@trashfire/shared/errors/app-error';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { sendStream } from '../../http/send-stream.ts';
import { parseRange } from './range.ts';
import type { SignedUrls } from './signed-urls.ts';
import type { AssetKey, AssetStore } from './store.ts';

interface Deps {
  prisma: PrismaClient;
  store: AssetStore;
  urls: SignedUrls;
}

const TEAM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const EXPIRED = 'That link is past its time or was changed. Reload the page to get a new one.';

/** `GET /assets/:team/:hash` and `PUT /uploads/:team/:hash`, both opened by a signature and by nothing else. */
export function createAssetRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/assets/:teamId/:hash', withKey(deps, 'GET', sendAsset));
  router.put('/uploads/:teamId/:hash', withKey(deps, 'PUT', receiveAsset));
  return router;
}

type Serve = (deps: Deps, key: AssetKey, request: Request, response: Response) => Promise<void>;

/** Paths that are not an asset's fall through: the client's own bundles lie under /assets too. */
function withKey(deps: Deps, method: 'GET' | 'PUT', serve: Serve): RequestHandler {
  return async (request, response, next) => {
    const { teamId, hash } = request.params;
    if (typeof teamId !== 'string' || typeof hash !== 'string' || !TEAM.test(teamId) || !HASH.test(hash)) {
      next();
      return;
    }
    const query: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.query)) query[name] = typeof value === 'string' ? value : '';
    if (!deps.urls.check(method, request.path, query)) throw new AppError('not-allowed', EXPIRED);
    await serve(deps, { teamId, hash }, request, response);
  };
}

async function sendAsset({ prisma, store }: Deps, key: AssetKey, request: Request, response: Response): Promise<void> {
  const row = await prisma.asset.findUnique({ where: { teamId_hash: key } });
  if (row === null) throw new AppError('not-found');
  const size = Number(row.size);
  const range = parseRange(request.headers.range, size);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('etag', `"${key.hash}"`);
  // What a hash names never changes; only this person's cache may keep it, because the address was signed for them.
  response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  response.setHeader('content-type', row.mime);
  response.setHeader('content-disposition', 'inline');
  response.setHeader('x-content-type-options', 'nosniff');
  // Bytes people uploaded are shown, never run.
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  if (request.headers['if-none-match'] === `"${key.hash}"`) {
    response.status(304).end();
    return;
  }
  if (range === 'unsatisfiable') {
    response.status(416).setHeader('content-range', `bytes */${size}`).end();
    return;
  }
  response.status(range === null ? 200 : 206);
  if (range !== null) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${size}`);
  response.setHeader('content-length', range === null ? size : range.end - range.start + 1);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const bytes = await store.get(key, range ?? undefined);
  if (bytes === null) throw new AppError('not-found', 'The bytes of this asset are gone from the store. Render it again.');
  await sendStream(bytes, response);
}

async function receiveAsset({ store }: Deps, key: AssetKey, request: Request, response: Response): Promise<void> {
  const size = Number(request.query.bytes);
  if (Number(request.headers['content-length']) !== size) {
    throw new AppError('bad-input', `This address takes exactly ${size} bytes.`);
  }
  await store.put(key, request, size);
  response.status(204).end();
}
