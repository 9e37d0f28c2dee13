import { can } from '@trashfire/shared/access/roles';
import { fountainPath } from '@trashfire/shared/api/routes';
import { AppError } from '@trashfire/shared/errors/app-error';
import { Router } from 'express';
import type { Authenticate } from '../../http/authenticate.ts';
import { checkParams } from '../../http/params.ts';
import type { Scripts } from './scripts.ts';

/** GET an episode as a Fountain file; `?download=1` names the file. Text, so it is not in the JSON route table. */
export function createFountainRoute(deps: { authenticate: Authenticate; scripts: Scripts }): Router {
  const router = Router();
  router.get(fountainPath(':episodeId'), async (request, response) => {
    const known = await deps.authenticate(request.headers);
    if (known === null) throw new AppError('not-signed-in');
    if (!can(known.viewer.role, 'document.read')) throw new AppError('not-allowed');
    const { episodeId = '' } = checkParams(request.params);
    const { fileName, text } = await deps.scripts.exportFountain(known.viewer.teamId, episodeId);
    if (request.query.download === '1') response.attachment(fileName);
    response.type('text/plain').setHeader('cache-control', 'no-store');
    response.send(text);
  });
  return router;
}
