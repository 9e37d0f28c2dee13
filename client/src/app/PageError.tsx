import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { lazy, Suspense } from 'react';
import { isRouteErrorResponse, useParams, useRouteError } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { serverWords } from '../i18n/server-words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Page.module.css';

const KeptScript = lazy(async () => ({
  default: (await import('../features/script/components/KeptScript.tsx')).KeptScript,
}));

interface Words {
  readonly title: MessageDescriptor;
  /** What the server said comes as it was said. */
  readonly text: MessageDescriptor | string;
}

/** Not in words yet: the language may be changed while the page stands. */
function wordsOf(error: unknown): Words {
  if (error instanceof AppError)
    return { title: error.code === 'not-found' ? msg`Not here` : msg`This page could not be shown`, text: error.message };
  if (isRouteErrorResponse(error) && error.status === 404) return { title: msg`Not here`, text: msg`That page does not exist.` };
  // A chunk that is gone means the studio was updated while this window stayed open.
  if (error instanceof TypeError && /import|module/i.test(error.message)) {
    return { title: msg`The studio was updated`, text: msg`Reload to get the new version. What you wrote is kept.` };
  }
  return {
    title: msg`This page stopped working`,
    text: msg`What you wrote is kept. Reload the page; if it stops again, go home and open the episode from there.`,
  };
}

/** The last resort for a page that threw: what happened, and two ways on. */
export function PageError() {
  const error = useRouteError();
  const { t } = useLingui();
  const { title, text } = wordsOf(error);
  const { episodeId } = useParams();
  const session = useQueryClient().getQueryData<SessionView>(KEYS.session);
  const gone = error instanceof AppError && error.code === 'not-found';
  return (
    <main className={styles.centre}>
      <div className={styles.card} role="alert">
        <h1 className={styles.title}>{t(title)}</h1>
        <p className={styles.text}>{typeof text === 'string' ? serverWords(text) : t(text)}</p>
        {gone && episodeId !== undefined && session ? (
          <Suspense>
            <KeptScript episodeId={episodeId} person={session.person.id} />
          </Suspense>
        ) : null}
        <div className={styles.row}>
          <Button variant="primary" onClick={() => window.location.reload()}>
            <Trans>Reload</Trans>
          </Button>
          <Button onClick={() => window.location.assign('/')}>
            <Trans>Go home</Trans>
          </Button>
        </div>
      </div>
    </main>
  );
}
