import { Trans, useLingui } from '@lingui/react/macro';
import type { CanonFact } from '@trashfire/shared/document/schema';
import { Plus, X } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { episodeCode } from '../../home/model/progress.ts';
import { useSeriesList } from '../../home/model/use-series.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { BibleActions } from '../model/use-bible-actions.ts';
import styles from './Bible.module.css';

/** As long as a fact can be, see the schema. */
const LONGEST = 4000;

/** What is true in this series, with the episode it was noted in. */
export function CanonSection({ facts, actions }: { facts: readonly CanonFact[]; actions: BibleActions }) {
  const { t } = useLingui();
  const { episode, writable } = useStudio();
  const { data } = useSeriesList();
  const episodes = data?.series.find(({ id }) => id === episode.seriesId)?.episodes ?? [];
  return (
    <section aria-label={t`Canon`}>
      <h2 className={styles.title}>
        <Trans comment="What is true in a series from then on.">Canon</Trans>
      </h2>
      {facts.length === 0 ? (
        <p className={styles.none}>
          <Trans>No facts yet. One a line, such as “Mira never takes the lift”; the agent checks the script against them.</Trans>
        </p>
      ) : null}
      <ul className={styles.facts}>
        {facts.map(({ id, text, episodeId }) => {
          const from = episodes.find((one) => one.id === episodeId);
          return (
            <li key={id} className={styles.fact}>
              <p>
                {text}
                {from ? <span className={styles.meta}> {episodeCode(from.number)}</span> : null}
              </p>
              {writable ? <IconButton icon={X} label={t`Remove “${text}”`} onClick={() => actions.removeFact(id)} /> : null}
            </li>
          );
        })}
      </ul>
      {writable ? <NewFact onAdd={actions.addFact} /> : null}
    </section>
  );
}

/** A field for one more fact. */
export function NewFact({ onAdd }: { onAdd: (text: string) => boolean }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && onAdd(text.trim())) setText('');
  };
  return (
    <form onSubmit={submit} className={styles.newFact}>
      <Field
        label={t`New fact`}
        placeholder={t`What is true from now on`}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" icon={Plus} disabled={text.trim() === ''}>
        <Trans>Add fact</Trans>
      </Button>
    </form>
  );
}
