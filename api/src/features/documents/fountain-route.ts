import { fountainPath } from '@trashfire/shared/api/routes';
import { Router } from 'express';
import { admit } from '../../http/admit.ts';
import type { Authenticate } from '../../http/authenticate.ts';
import { checkParams } from '../../http/params.ts';
import type { Scripts } from './scripts.ts';

/** GET an episode as a Fountain file; `?download=1` names the file. Text, so it is not in the JSON route table. */
export function createFountainRoute(deps: { authenticate: Authenticate; publicUrl: string; scripts: Scripts }): Router {
  const router = Router();
  router.get(fountainPath(':episodeId'), async (request, response) => {
    const { teamId } = await admit(deps, request, 'document.read');
    const { episodeId = '' } = checkParams(request.params);
    const { fileName, text } = await deps.scripts.exportFountain(teamId, episodeId);
    if (request.query.download === '1') response.attachment(fileName);
    response.type('text/plain').setHeader('cache-control', 'no-store');
    response.send(text);
  });
  return router;
}
