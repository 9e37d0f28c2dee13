import { Trans, useLingui } from '@lingui/react/macro';
import { updateCharacter } from '@trashfire/shared/document/commands/update-character';
import { looksFrom } from '@trashfire/shared/document/looks';
import type { Character } from '@trashfire/shared/document/schema';
import { candidateSeeds } from '@trashfire/shared/render/drawings';
import { useState } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { DraftField } from '../../../ui/Field.tsx';
import { EXPRESSION_WORDS } from '../../storyboard/model/vocabulary-words.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { CharacterCanon } from './CharacterCanon.tsx';
import { DrawnSheet } from './DrawnSheet.tsx';
import { LooksFields } from './LooksFields.tsx';
import styles from './Page.module.css';
import { Pages } from './Pages.tsx';
import { VoiceFields } from './VoiceFields.tsx';

/** Who somebody is: words, looks, voice, and what the studio draws from them. */
export function CharacterPage({ id }: { id: string }) {
  const { seriesDoc } = useStudio();
  const character = useRecords(seriesDoc.doc, 'characters').find((one) => one.id === id);
  if (character === undefined) return null;
  return (
    <>
      <Description character={character} />
      <Sheet character={character} />
      <div className={styles.columns}>
        <LooksFields character={character} />
        <VoiceFields character={character} />
      </div>
      <OtherLooks character={character} />
      <CharacterCanon character={character} />
    </>
  );
}

function Description({ character: { id, name, description } }: { character: Character }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const run = useCommand();
  if (!writable) return description === '' ? null : <p className={styles.words}>{description}</p>;
  return (
    <DraftField
      multiline
      label={t`Description of ${name}`}
      value={description}
      onCommit={(text) => run(updateCharacter, { id, patch: { description: text } })}
    />
  );
}

function Sheet({ character: { id, dna } }: { character: Character }) {
  const { t } = useLingui();
  const sides: Readonly<Record<string, string>> = {
    front: t`Front`,
    left: t`Facing left`,
    right: t`Facing right`,
    back: t`Back`,
  };
  const faces: Readonly<Record<string, string>> = {
    neutral: t(EXPRESSION_WORDS.neutral),
    happy: t(EXPRESSION_WORDS.happy),
    sad: t(EXPRESSION_WORDS.sad),
    angry: t(EXPRESSION_WORDS.angry),
    surprised: t(EXPRESSION_WORDS.surprised),
    determined: t(EXPRESSION_WORDS.determined),
  };
  return (
    <DrawnSheet
      title={t`Model sheet`}
      note={
        <Trans>Drawn by the animatic engine from the looks below, as it draws them in every shot. It is no painted design.</Trans>
      }
      subject={{ kind: 'character', id }}
      looks={JSON.stringify(dna)}
      action={t`Draw the sheet`}
      nameOf={(view) => sides[view] ?? faces[view] ?? view}
    />
  );
}

/** Other people of the same age and frame: four at a time. */
function OtherLooks({ character: { id, dna } }: { character: Character }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const run = useCommand();
  const [page, setPage] = useState(0);
  const seeds = candidateSeeds(id, page);
  if (!writable) return null;
  return (
    <DrawnSheet
      title={t`Other looks`}
      note={
        <Trans>
          Four other faces of the same age and frame. Using one changes every shot of this character; undo takes it back.
        </Trans>
      }
      subject={{ kind: 'looks', id, seeds }}
      looks={`${dna.age}/${dna.frame}`}
      action={t`Draw four`}
      nameOf={(view) => t`Look ${{ number: seeds.indexOf(Number(view)) + 1 + page * seeds.length }}`}
      picked={String(dna.seed)}
      onPick={(view) => run(updateCharacter, { id, patch: { dna: looksFrom(Number(view), dna) } })}
      actions={<Pages page={page} onPage={setPage} />}
    />
  );
}
