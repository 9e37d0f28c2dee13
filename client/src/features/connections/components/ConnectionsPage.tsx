import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { can } from '@trashfire/shared/access/roles';
import { OFFLINE_DRAFTER } from '@trashfire/shared/api/contract';
import { asAppError } from '@trashfire/shared/errors/app-error';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { say } from '../../../ui/toast.ts';
import { HomeBar } from '../../home/components/HomeBar.tsx';
import { useSession } from '../../session/model/use-session.ts';
import styles from './Connections.module.css';

const SOURCE = { environment: 'from the environment of the server', pasted: 'pasted here', none: 'none' } as const;

/** What each key switches on and what is behind each part now, for everybody; whoever may, can paste the one key here (R3). */
export function ConnectionsPage() {
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
        <h1 className={styles.title}>Connections</h1>
        <p className={styles.lead}>
          The studio works without any of these. A key switches on what is written beside it, at once and for the whole team.
        </p>
        <section className={styles.card} aria-labelledby="groq">
          <div className={styles.head}>
            <h2 id="groq">Groq</h2>
            <span className={connected ? styles.on : styles.off}>{connected ? 'Connected' : 'Not connected'}</span>
          </div>
          <p>
            A language model for the agent: it answers freely, drafts scenes and reads intentions between the lines. Without it
            the offline drafter breaks scripts down by rule, and says so.
          </p>
          {groq ? <GroqForm set={groq.set} source={groq.source} model={groq.model} hint={groq.hint} /> : null}
          {groq || !mayManage ? null : <Skeleton height={60} />}
          {session && !mayManage ? (
            <p className={styles.hint}>An owner or admin of {session.team.name} can put the key in.</p>
          ) : null}
        </section>
        <section className={styles.card} aria-labelledby="behind">
          <h2 id="behind">What is behind each part now</h2>
          {session ? (
            <dl className={styles.profile}>
              {Object.entries(session.profile).map(([part, what]) => (
                <div key={part}>
                  <dt>{part}</dt>
                  <dd>{what}</dd>
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
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const connect = useMutation({
    mutationFn: (apiKey: string | null) => call('connectGroq', { body: { apiKey } }),
    onError: () => {},
    onSuccess: async (view, apiKey) => {
      setKey('');
      client.setQueryData(KEYS.connections, view);
      await client.invalidateQueries({ queryKey: KEYS.session });
      say(apiKey === null ? 'The key is forgotten.' : 'The key works. The agent uses it from now on.');
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
          Key {hint ?? ''} ({SOURCE[source]}), model <span className="mono">{model}</span>
        </p>
      ) : null}
      {connect.error ? (
        <p className={styles.problem} role="alert">
          {asAppError(connect.error).message}
        </p>
      ) : null}
      <div className={styles.row}>
        <Field
          label="Groq API key"
          type="password"
          large
          autoComplete="off"
          placeholder={set ? 'Paste another key' : 'Paste a key (gsk_…)'}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <Button variant="primary" size="lg" type="submit" disabled={key.trim().length < 8 || connect.isPending}>
          {connect.isPending ? 'Testing' : 'Test and use'}
        </Button>
        {source === 'pasted' ? (
          <Button size="lg" disabled={connect.isPending} onClick={() => connect.mutate(null)}>
            Forget it
          </Button>
        ) : null}
      </div>
      <p className={styles.hint}>
        Keys are made at console.groq.com/keys. The key is tested with one small request, kept on the server and never shown
        again.
      </p>
    </form>
  );
}
