import type { Capability } from '@trashfire/shared/access/roles';
import { can } from '@trashfire/shared/access/roles';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Request } from 'express';
import type { Authenticate } from './authenticate.ts';
import type { Viewer } from './handler.ts';
import { isOwnOrigin } from './origin.ts';

interface Deps {
  authenticate: Authenticate;
  publicUrl: string;
}

/**
 * The door (R3): who is asking, and whether they may. A browser sends its cookie with whatever another site makes it ask for, so
 * what changes something must come from the studio's own pages.
 * @param capability null where being signed in is enough. @throws AppError not-signed-in, not-allowed.
 */
export async function admit({ authenticate, publicUrl }: Deps, request: Request, capability: Capability | null): Promise<Viewer> {
  const known = await authenticate(request.headers);
  if (known === null) throw new AppError('not-signed-in');
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (changes && known.by === 'cookie' && !isOwnOrigin(request.headers.origin, request.headers.host, publicUrl)) {
    throw new AppError('not-allowed', 'That request came from another site. Open the studio itself and repeat it there.');
  }
  if (capability !== null && !can(known.viewer.role, capability)) throw new AppError('not-allowed');
  return known.viewer;
}
