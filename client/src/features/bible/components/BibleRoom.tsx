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
  const { seriesDoc, episodeDoc } = useStudio();
  const characters = useRecords(seriesDoc.doc, 'characters');
  const locations = useRecords(seriesDoc.doc, 'locations');
  const canon = useRecords(seriesDoc.doc, 'canon');
  const shots = useRecords(episodeDoc.doc, 'shots');
  const scenes = useRecords(episodeDoc.doc, 'scenes');
  const uses = useMemo(() => shotsByEntry(shots, scenes), [shots, scenes]);
  const actions = useBibleActions();
  useNote(`In the bible: ${characters.length} cast, ${locations.length} places, ${canon.length} facts`);
  return (
    <div className={styles.room}>
      {characters.length + locations.length + canon.length === 0 ? <Nothing /> : null}
      <EntrySection
        kind="characters"
        title="Cast"
        none="Nobody yet. Breaking the script down finds who speaks in it."
        entries={characters}
        uses={uses}
        actions={actions}
      />
      <EntrySection
        kind="locations"
        title="Places"
        none="Nowhere yet. Breaking the script down finds the places of its headings."
        entries={locations}
        uses={uses}
        actions={actions}
      />
      <CanonSection facts={canon} actions={actions} />
    </div>
  );
}

function Nothing() {
  const { writable } = useStudio();
  const togglePanel = useUi((ui) => ui.togglePanel);
  return (
    <EmptyState
      title="Nothing in the bible yet"
      sketch="portrait"
      actions={writable ? <Button onClick={() => togglePanel('chat', true)}>Ask in the chat</Button> : null}
    >
      It holds the cast, the places and what is true in every episode of this series. Ask the agent to break the script down, and
      it fills in whom and where it finds.
    </EmptyState>
  );
}
