import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Numbers every request and logs how it went. The path alone is logged: query strings carry signatures. */
export function createRequestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const began = performance.now();
    response.locals.requestId = requestId;
    response.setHeader('x-request-id', requestId);
    response.once('close', () => {
      const ms = Math.round(performance.now() - began);
      const { method, path } = request;
      logger.debug({ request: requestId, method, path, status: response.statusCode, ms }, 'request');
    });
    next();
  };
}
