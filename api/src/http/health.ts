import { type Request, type Response, Router } from 'express';

interface Deps {
  /** Rejects when the database does not answer. */
  ping(): Promise<unknown>;
  /** True from the moment the process begins to stop. */
  draining(): boolean;
}

const PING_MS = 2000;

/** `/livez`: the process turns. `/readyz`: it can also serve. */
export function createHealth({ ping, draining }: Deps): Router {
  const router = Router();
  router.get('/livez', (_request: Request, response: Response) => {
    response.type('text').send('alive\n');
  });
  router.get('/readyz', async (_request: Request, response: Response) => {
    const ready = !draining() && (await within(ping()));
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready\n' : 'not ready\n');
  });
  return router;
}

async function within(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PING_MS);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return await Promise.race([done, late]).finally(() => clearTimeout(timer));
}
