import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { KEYS } from '../../../api/keys.ts';
import { Waiting } from '../../../app/Waiting.tsx';
import { errorWords } from '../../../i18n/server-words.ts';
import { redeem, tokenOf } from '../model/enter.ts';
import { takeWanted } from '../model/wanted.ts';

/** Takes the token out of the address bar before anything else may run, so that it is in no history, bookmark or referrer. */
function takeToken(): string | null {
  const token = tokenOf(window.location.href);
  window.history.replaceState(null, '', '/enter');
  return token;
}

/** A link is good once, and React runs effects twice while developing: one redemption per page load. */
let started: Promise<unknown> | null = null;

/** Where a one-time link lands: `/enter?token=…`. It leads on to what this window was kept from for want of a person. */
export function EnterPage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token] = useState(takeToken);
  useEffect(() => {
    let here = true;
    if (started === null) {
      started = token === null ? Promise.reject(new Error('no token')) : redeem(token);
    }
    started.then(
      (session) => {
        if (!here) return;
        client.setQueryData(KEYS.session, session);
        void navigate(takeWanted(window.sessionStorage, window.location.origin) ?? '/', { replace: true });
      },
      (error: unknown) => {
        started = null;
        const reason = token === null ? t`That link has no sign-in in it. Copy it again, whole.` : errorWords(error);
        if (here) void navigate('/sign-in', { replace: true, state: { reason } });
      },
    );
    return () => {
      here = false;
    };
  }, [token, navigate, client]);
  return <Waiting />;
}
