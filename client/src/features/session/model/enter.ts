import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';
import { writeBearer } from '../../../api/bearer.ts';
import { call, type ViewOf } from '../../../api/http.ts';

/**
 * Signs in with a one-time link. When this browser already knows somebody by cookie, the new person gets this window
 * alone, so that two seats can stand side by side in one browser.
 */
export async function redeem(token: string): Promise<ViewOf<'session'>> {
  writeBearer(null);
  const known = await call('session').then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'not-signed-in') return false;
      throw error;
    },
  );
  const { session, bearer } = await call('redeemLink', { body: { token }, credentials: known ? 'omit' : 'include' });
  if (known) writeBearer(bearer);
  return session;
}

/** {@link redeem} with the link in a text that a person pasted. @throws AppError `bad-input` when there is none in it. */
export async function redeemText(text: string) {
  const token = tokenOf(text);
  if (token === null)
    throw new AppError('bad-input', t`That is not a sign-in link. It looks like http://127.0.0.1:4310/enter?token=…`);
  return await redeem(token);
}

/** Takes the token out of a pasted link, or the token itself. @returns null when there is none. */
export function tokenOf(text: string): string | null {
  const trimmed = text.trim();
  const found = /[?&#]token=([^&\s]+)/.exec(trimmed)?.[1] ?? (/^[\w.~-]{16,200}$/.test(trimmed) ? trimmed : null);
  try {
    return found === null ? null : decodeURIComponent(found);
  } catch {
    // A link that was cut off in the middle of a sign.
    return null;
  }
}
