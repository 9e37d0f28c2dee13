import { join } from 'node:path';
import express, { Router } from 'express';

/**
 * The built client. Its bundles carry a hash in their names and never change; every other path is a screen of the one
 * page, which is asked for anew each time so that a new release is seen at the next reload.
 * @param dist folder of the build.
 */
export function createStaticClient(dist: string): Router {
  const router = Router();
  router.use('/assets', express.static(join(dist, 'assets'), { index: false, immutable: true, maxAge: '1y', redirect: false }));
  router.use(express.static(dist, { index: false, maxAge: '1h', redirect: false }));
  router.get('/{*path}', (request, response, next) => {
    // A missing picture or script must be a 404, not a page.
    if (!request.accepts('html') || /\.\w+$/.test(request.path)) {
      next();
      return;
    }
    response.sendFile('index.html', { root: dist, headers: { 'cache-control': 'no-cache' } }, (error?: Error) => {
      if (error && !response.headersSent) next();
    });
  });
  return router;
}
