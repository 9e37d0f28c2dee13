import { createServer, type Server } from 'node:http';

/** GET /livez: the event loop turns. GET /readyz: jobs are taken. */
export function createHealthServer(ready: () => boolean): Server {
  return createServer((request, response) => {
    const ok = request.url === '/livez' || (request.url === '/readyz' && ready());
    response.writeHead(ok ? 200 : 503, { 'content-type': 'text/plain' }).end(ok ? 'ok' : 'not ready');
  });
}
