import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { can } from '@trashfire/shared/access/roles';
import { OFFLINE_DRAFTER, type ProfileView } from '@trashfire/shared/api/contract';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { errorWords } from '../../../i18n/server-words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { say } from '../../../ui/toast.ts';
import { HomeBar } from '../../home/components/HomeBar.tsx';
import { useSession } from '../../session/model/use-session.ts';
import styles from './Connections.module.css';

const SOURCE = {
  environment: msg({ message: 'from the environment of the server', comment: 'Where an API key comes from' }),
  pasted: msg({ message: 'pasted here', comment: 'Where an API key comes from' }),
  none: msg({ message: 'none', comment: 'Where an API key comes from: there is none' }),
} as const;
const PART_LABEL: Record<keyof ProfileView, MessageDescriptor> = {
  identity: msg({ message: 'identity', comment: 'Part of the studio: who signs people in' }),
  agent: msg({ message: 'agent', comment: 'Part of the studio: what drafts and answers in the chat' }),
  engine: msg({ message: 'engine', comment: 'Part of the studio: what renders pictures' }),
  voices: msg({ message: 'voices', comment: 'Part of the studio: what speaks the dialogue' }),
  billing: msg({ message: 'billing', comment: 'Part of the studio: who charges credits' }),
  queue: msg({ message: 'queue', comment: 'Part of the studio: what hands out renders' }),
};

/** What each key switches on and what is behind each part now, for everybody; whoever may, can paste the one key here (R3). */
export function ConnectionsPage() {
  const { t } = useLingui();
  const { data: session } = useSession();
  const mayManage = session !== undefined && can(session.role, 'connection.manage');
  const connections = useQuery({
    queryKey: KEYS.connections,
    queryFn: ({ signal }) => call('connections', { signal }),
    enabled: mayManage,
  });
  if (connections.error && !connections.data) throw connections.error;
  const groq = connections.data?.groq;
  const connected = groq?.set ?? (session !== undefined && session.profile.agent !== OFFLINE_DRAFTER);
  return (
    <div className={styles.page}>
      <HomeBar />
      <main className={styles.main}>
        <h1 className={styles.title}>
          <Trans>Connections</Trans>
        </h1>
        <p className={styles.lead}>
          <Trans>
            The studio works without any of these. A key switches on what is written beside it, at once and for the whole team.
          </Trans>
        </p>
        <section className={styles.card} aria-labelledby="groq">
          <div className={styles.head}>
            <h2 id="groq">Groq</h2>
            <span className={connected ? styles.on : styles.off}>
              {connected ? <Trans>Connected</Trans> : <Trans>Not connected</Trans>}
            </span>
          </div>
          <p>
            <Trans>
              A language model for the agent: it answers freely, drafts scenes and reads intentions between the lines. Without it
              the offline drafter breaks scripts down by rule, and says so.
            </Trans>
          </p>
          {groq ? <GroqForm set={groq.set} source={groq.source} model={groq.model} hint={groq.hint} /> : null}
          {groq || !mayManage ? null : <Skeleton height={60} />}
          {session && !mayManage ? (
            <p className={styles.hint}>
              <Trans>An owner or admin of {{ team: session.team.name }} can put the key in.</Trans>
            </p>
          ) : null}
        </section>
        <section className={styles.card} aria-labelledby="behind">
          <h2 id="behind">
            <Trans>What is behind each part now</Trans>
          </h2>
          {session ? (
            <dl className={styles.profile}>
              {(Object.keys(PART_LABEL) as (keyof ProfileView)[]).map((part) => (
                <div key={part}>
                  <dt>{t(PART_LABEL[part])}</dt>
                  <dd>{session.profile[part]}</dd>
                </div>
              ))}
            </dl>
          ) : (
            <Skeleton height={80} />
          )}
        </section>
      </main>
    </div>
  );
}

function GroqForm({
  set,
  source,
  model,
  hint,
}: {
  set: boolean;
  source: keyof typeof SOURCE;
  model: string;
  hint: string | null;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const connect = useMutation({
    mutationFn: (apiKey: string | null) => call('connectGroq', { body: { apiKey } }),
    onError: () => {},
    onSuccess: async (view, apiKey) => {
      setKey('');
      client.setQueryData(KEYS.connections, view);
      await client.invalidateQueries({ queryKey: KEYS.session });
      say(apiKey === null ? t`The key is forgotten.` : t`The key works. The agent uses it from now on.`);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    connect.mutate(key.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {set ? (
        <p className={styles.now}>
          <Trans comment="An API key: its last letters, and where it comes from">
            Key {{ hint: hint ?? '' }} ({{ source: t(SOURCE[source]) }}), model <span className="mono">{model}</span>
          </Trans>
        </p>
      ) : null}
      {connect.error ? (
        <p className={styles.problem} role="alert">
          {errorWords(connect.error)}
        </p>
      ) : null}
      <div className={styles.row}>
        <Field
          label={t`Groq API key`}
          type="password"
          large
          autoComplete="off"
          placeholder={set ? t`Paste another key` : t`Paste a key (gsk_…)`}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <Button variant="primary" size="lg" type="submit" disabled={key.trim().length < 8 || connect.isPending}>
          {connect.isPending ? <Trans>Testing</Trans> : <Trans>Test and use</Trans>}
        </Button>
        {source === 'pasted' ? (
          <Button size="lg" disabled={connect.isPending} onClick={() => connect.mutate(null)}>
            <Trans comment="Removes the API key from the studio">Forget it</Trans>
          </Button>
        ) : null}
      </div>
      <p className={styles.hint}>
        <Trans>
          Keys are made at console.groq.com/keys. The key is tested with one small request, kept on the server and never shown
          again.
        </Trans>
      </p>
    </form>
  );
}
