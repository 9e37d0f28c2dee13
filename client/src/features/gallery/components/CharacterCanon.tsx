import { Trans, useLingui } from '@lingui/react/macro';
import type { Character } from '@trashfire/shared/document/schema';
import { useRecords } from '../../../collab/records.ts';
import { NewFact } from '../../bible/components/CanonSection.tsx';
import { useBibleActions } from '../../bible/model/use-bible-actions.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { factsAbout } from '../model/facts.ts';
import styles from './Page.module.css';

/** What is true of somebody: the facts that name them. */
export function CharacterCanon({ character }: { character: Character }) {
  const { t } = useLingui();
  const { seriesDoc, writable } = useStudio();
  const canon = useRecords(seriesDoc.doc, 'canon');
  const actions = useBibleActions();
  const facts = factsAbout(character, canon);
  const title = t({ message: 'Canon', comment: 'What is true in a series from then on.' });
  return (
    <section aria-label={title} className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      {facts.length === 0 ? (
        <p className={styles.meta}>
          <Trans>No fact names this character yet.</Trans>
        </p>
      ) : (
        <ul className={styles.facts}>
          {facts.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      )}
      {writable ? <NewFact onAdd={actions.addFact} /> : null}
    </section>
  );
}
