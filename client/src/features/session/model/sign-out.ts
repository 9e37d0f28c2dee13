import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';

interface SignOutDeps {
  /** Asks the api to end the session. */
  end: () => Promise<unknown>;
  leave: (reason: string) => Promise<void>;
}

/**
 * Leaves once the api ended the session, or says it has none. After any other failure one is signed in still: nothing here
 * is closed or forgotten.
 * @throws AppError saying so, and what to do.
 */
export async function signOut({ end, leave }: SignOutDeps): Promise<void> {
  try {
    await end();
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    if (cause.code === 'unavailable') {
      const text = t`You are still signed in: the studio does not answer. Check that it is running, then sign out again.`;
      throw new AppError('unavailable', text, { cause });
    }
    if (cause.code !== 'not-signed-in') throw cause;
  }
  await leave(t`You are signed out.`);
}
