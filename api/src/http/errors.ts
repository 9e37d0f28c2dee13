import { AppError, asAppError } from '@trashfire/shared/errors/app-error';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Body-parser's words for what a client did wrong, in ours. */
const BODY_TROUBLES: Readonly<Record<string, () => AppError>> = {
  'entity.too.large': () => new AppError('too-large'),
  'entity.parse.failed': () => new AppError('bad-input', 'The body is not JSON.'),
  'request.aborted': () => new AppError('bad-input', 'The request ended before all of it had arrived.'),
  'encoding.unsupported': () => new AppError('bad-input', 'The body has an encoding this studio does not read.'),
  'charset.unsupported': () => new AppError('bad-input', 'The body must be UTF-8.'),
};

/** @returns anything thrown on the way to an answer as the error a client is told. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return BODY_TROUBLES[type]?.() ?? (status === 400 ? new AppError('bad-input') : asAppError(error));
}

/** Last in line: every refusal and every mistake becomes one body with a code and words for people (R5). */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const failure = toAppError(error);
    // What is not a refusal of ours is our mistake: the cause goes to the log and never to the client.
    if (failure.code === 'internal') logger.error({ err: error, request: response.locals.requestId }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const wait = failure.details?.retryAfterSeconds;
    if (typeof wait === 'number') response.setHeader('retry-after', String(wait));
    response.status(failure.status).json(failure.toBody());
  };
}

/** Answers paths under /api that no route has. */
export const noSuchRoute: RequestHandler = () => {
  throw new AppError('not-found', 'There is no such route. This window may be older than the studio; reload it.');
};
