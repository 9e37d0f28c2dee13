import { timingSafeEqual } from 'node:crypto';
import { BeatBody, ClaimBody, InputBody, OutcomeBody, UploadBody, WatchTicketBody } from '@trashfire/shared/api/worker-contract';
import { AppError, asAppError } from '@trashfire/shared/errors/app-error';
import { zodWords } from '@trashfire/shared/errors/zod-words';
import { json, type RequestHandler, Router } from 'express';
import type { z } from 'zod';
import type { WorkerService } from './worker-service.ts';

interface Deps {
  service: WorkerService;
  /** Shared with the workers; nothing else opens these routes (R3). */
  token: string;
  onError(error: unknown): void;
}

/** POST /worker/{claim,beat,input,upload,ticket,outcome}; JSON both ways, AppError bodies on refusal. */
export function createWorkerRoutes({ service, token, onError }: Deps): Router {
  const router = Router();
  const guard: RequestHandler = (request, response, next) => {
    if (matches(request.get('authorization') ?? '', `Bearer ${token}`)) next();
    else
      response
        .status(401)
        .json(new AppError('not-signed-in', 'The worker token is missing or wrong. Check WORKER_TOKEN on both sides.').toBody());
  };
  router.use('/worker', guard, json({ limit: '256kb' }));

  const on = <B extends z.ZodType>(name: string, body: B, handle: (value: z.infer<B>) => Promise<unknown>) => {
    router.post(`/worker/${name}`, (request, response) => {
      const parsed = body.safeParse(request.body);
      const answer = parsed.success ? handle(parsed.data) : Promise.reject(new AppError('bad-input', zodWords(parsed.error)));
      answer.then(
        (view) => response.json(view),
        (error: unknown) => {
          const failure = asAppError(error);
          if (failure.code === 'internal') onError(error);
          response.status(failure.status).json(failure.toBody());
        },
      );
    });
  };
  on('claim', ClaimBody, (body) => service.claim(body));
  on('beat', BeatBody, (body) => service.beat(body));
  on('input', InputBody, (body) => service.input(body));
  on('upload', UploadBody, (body) => service.upload(body));
  on('ticket', WatchTicketBody, (body) => service.ticket(body));
  on('outcome', OutcomeBody, (body) => service.outcome(body));
  return router;
}

function matches(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
