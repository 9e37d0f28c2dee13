import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { KEYS } from '../../../api/keys.ts';
import { errorWords } from '../../../i18n/server-words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Logo } from '../../../ui/Logo.tsx';
import { redeemText } from '../model/enter.ts';
import { keepWanted, ownPath, takeWanted } from '../model/wanted.ts';
import styles from './SignInPage.module.css';

interface SignInState {
  reason?: string;
  from?: string;
}

export function SignInPage() {
  const { t } = useLingui();
  const state = (useLocation().state ?? {}) as SignInState;
  const navigate = useNavigate();
  const client = useQueryClient();
  const { from } = state;
  // The link may be opened instead of pasted, which is another page load in this window.
  useEffect(() => {
    if (from !== undefined) keepWanted(window.sessionStorage, from);
  }, [from]);
  const [link, setLink] = useState('');
  const enter = useMutation({
    mutationFn: redeemText,
    onError: () => {},
    onSuccess: async (session) => {
      client.setQueryData(KEYS.session, session);
      const { origin } = window.location;
      const kept = takeWanted(window.sessionStorage, origin);
      await navigate(ownPath(from, origin) ?? kept ?? '/', { replace: true });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    enter.mutate(link);
  };
  const problem = enter.error ? errorWords(enter.error) : (state.reason ?? null);
  return (
    <main className={styles.page}>
      <img className={styles.picture} src="/sign-in.svg" alt="" />
      <div className={styles.side}>
        <div className={styles.brand}>
          <Logo size={22} />
          TrashFire
        </div>
        <h1 className={styles.title}>
          <Trans>
            Write it, board it, cut it.
            <br />
            In one room.
          </Trans>
        </h1>
        <p className={styles.lead}>
          <Trans>A studio for anime made by several people at once, with an agent who shows the price first.</Trans>
        </p>
        <form className={styles.form} onSubmit={submit}>
          {problem ? (
            <p className={styles.problem} role="alert">
              {problem}
            </p>
          ) : null}
          <Field
            label={t`Sign-in link`}
            showLabel
            large
            placeholder={t`Paste your link here`}
            autoComplete="off"
            spellCheck={false}
            value={link}
            onChange={(event) => setLink(event.target.value)}
          />
          <Button variant="primary" size="lg" type="submit" disabled={enter.isPending || link.trim() === ''}>
            {enter.isPending ? <Trans>Opening</Trans> : <Trans>Open the studio</Trans>}
          </Button>
        </form>
        <p className={styles.hint}>
          <Trans>
            The terminal that runs the studio prints a link when it starts; each is good once. A person who is signed in can make
            one for you under “Open a second seat”.
          </Trans>
        </p>
      </div>
    </main>
  );
}
