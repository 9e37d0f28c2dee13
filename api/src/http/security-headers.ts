import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers of every answer. Scripts come from this origin alone; sockets also from the collab-server.
 * @param publicUrl address of the studio as browsers see it; over plain http nothing may force https.
 */
export function createSecurityHeaders(publicUrl: string, collabUrl: string): RequestHandler {
  const https = publicUrl.startsWith('https:');
  const { host } = new URL(publicUrl);
  const sockets = [`${https ? 'wss' : 'ws'}://${host}`, ...(collabUrl === '' ? [] : [new URL(collabUrl).origin])];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // The editor puts its few styles into the page itself.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...new Set(sockets)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https,
    // Browsers ignore these on plain http and complain about it on every page.
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    referrerPolicy: { policy: 'no-referrer' },
  });
}
