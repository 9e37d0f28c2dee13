import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { useRecords } from '../../../collab/records.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { shotsByEntry } from '../model/entries.ts';
import { useBibleActions } from '../model/use-bible-actions.ts';
import styles from './Bible.module.css';
import { CanonSection } from './CanonSection.tsx';
import { EntrySection } from './EntrySection.tsx';

/** Who and what the series knows, in every episode: cast, places and what is true. */
export function BibleRoom() {
  const { t } = useLingui();
  const { seriesDoc, episodeDoc } = useStudio();
  const characters = useRecords(seriesDoc.doc, 'characters');
  const locations = useRecords(seriesDoc.doc, 'locations');
  const canon = useRecords(seriesDoc.doc, 'canon');
  const shots = useRecords(episodeDoc.doc, 'shots');
  const scenes = useRecords(episodeDoc.doc, 'scenes');
  const uses = useMemo(() => shotsByEntry(shots, scenes), [shots, scenes]);
  const actions = useBibleActions();
  const [cast, places, facts] = [characters.length, locations.length, canon.length];
  useNote(
    t`In the bible: ${cast} cast, ${plural(places, { one: '# place', other: '# places' })}, ${plural(facts, { one: '# fact', other: '# facts' })}`,
  );
  return (
    <div className={styles.room}>
      {cast + places + facts === 0 ? <Nothing /> : null}
      <EntrySection
        kind="characters"
        title={t`Cast`}
        none={t`Nobody yet. Breaking the script down finds who speaks in it.`}
        entries={characters}
        uses={uses}
        actions={actions}
      />
      <EntrySection
        kind="locations"
        title={t`Places`}
        none={t`Nowhere yet. Breaking the script down finds the places of its headings.`}
        entries={locations}
        uses={uses}
        actions={actions}
      />
      <CanonSection facts={canon} actions={actions} />
    </div>
  );
}

function Nothing() {
  const { t } = useLingui();
  const { writable } = useStudio();
  const togglePanel = useUi((ui) => ui.togglePanel);
  return (
    <EmptyState
      title={t`Nothing in the bible yet`}
      sketch="portrait"
      actions={
        writable ? (
          <Button onClick={() => togglePanel('chat', true)}>
            <Trans>Ask in the chat</Trans>
          </Button>
        ) : null
      }
    >
      <Trans>
        It holds the cast, the places and what is true in every episode of this series. Ask the agent to break the script down,
        and it fills in whom and where it finds.
      </Trans>
    </EmptyState>
  );
}
