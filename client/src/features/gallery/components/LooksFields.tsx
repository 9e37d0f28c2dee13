import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { updateCharacter } from '@trashfire/shared/document/commands/update-character';
import type { CharacterDna } from '@trashfire/shared/document/dna';
import type { Character } from '@trashfire/shared/document/schema';
import { Select } from '../../../ui/Select.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import {
  AGE_WORDS,
  BANGS_WORDS,
  BEARD_WORDS,
  FRAME_WORDS,
  keysOf,
  LENGTH_WORDS,
  OUTFIT_WORDS,
  TIE_WORDS,
} from '../model/looks-words.ts';
import { ColorField, Pair, RangeField } from './fields.tsx';
import styles from './Page.module.css';

/** The DNA of a character: what stays the same in every shot. Each field is one edit. */
export function LooksFields({ character: { id, dna } }: { character: Character }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const run = useCommand();
  const disabled = !writable;
  const patch = (fields: Partial<CharacterDna>) => run(updateCharacter, { id, patch: { dna: { ...dna, ...fields } } });
  const hair = (fields: Partial<CharacterDna['hair']>) => patch({ hair: { ...dna.hair, ...fields } });
  const outfit = (fields: Partial<CharacterDna['outfit']>) => patch({ outfit: { ...dna.outfit, ...fields } });
  const choose = <T extends string>(
    label: string,
    value: T,
    words: Readonly<Record<T, MessageDescriptor>>,
    onChange: (value: T) => void,
  ) => (
    <Pair label={label}>
      <Select
        label={label}
        value={value}
        disabled={disabled}
        options={keysOf(words).map((key) => ({ value: key, label: t(words[key]) }))}
        onChange={onChange}
      />
    </Pair>
  );
  const title = t({ message: 'Looks', comment: 'What a character looks like' });
  return (
    <section aria-label={title} className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.fields}>
        {choose(t`Age`, dna.age, AGE_WORDS, (age) => patch({ age }))}
        {choose(t`Frame`, dna.frame, FRAME_WORDS, (frame) => patch({ frame }))}
        {choose(t`Bangs`, dna.hair.bangs, BANGS_WORDS, (bangs) => hair({ bangs }))}
        {choose(t`Hair`, dna.hair.length, LENGTH_WORDS, (length) => hair({ length }))}
        {choose(t`Hair tied`, dna.hair.tie, TIE_WORDS, (tie) => hair({ tie }))}
        {choose(t`Beard`, dna.beard.kind, BEARD_WORDS, (kind) => patch({ beard: { ...dna.beard, kind } }))}
        {choose(t`Clothes`, dna.outfit.kind, OUTFIT_WORDS, (kind) => outfit({ kind }))}
        <ColorField label={t`Skin`} value={dna.skin} disabled={disabled} onCommit={(skin) => patch({ skin })} />
        <ColorField label={t`Colour of hair`} value={dna.hair.color} disabled={disabled} onCommit={(color) => hair({ color })} />
        <ColorField
          label={t`Eyes`}
          value={dna.eyes.color}
          disabled={disabled}
          onCommit={(color) => patch({ eyes: { ...dna.eyes, color } })}
        />
        <ColorField label={t`Top`} value={dna.outfit.top} disabled={disabled} onCommit={(top) => outfit({ top })} />
        <ColorField label={t`Bottom`} value={dna.outfit.bottom} disabled={disabled} onCommit={(bottom) => outfit({ bottom })} />
        <ColorField label={t`Accent`} value={dna.outfit.accent} disabled={disabled} onCommit={(accent) => outfit({ accent })} />
        <RangeField
          label={t`Jaw`}
          min={0}
          max={1}
          step={0.05}
          value={dna.jaw}
          disabled={disabled}
          onCommit={(jaw) => patch({ jaw })}
        />
        <RangeField
          label={t`Build`}
          min={0}
          max={1}
          step={0.05}
          value={dna.build}
          disabled={disabled}
          onCommit={(build) => patch({ build })}
        />
        <RangeField
          label={t`Height`}
          min={0.6}
          max={1.15}
          step={0.01}
          value={dna.stature}
          disabled={disabled}
          onCommit={(stature) => patch({ stature })}
        />
        <RangeField
          label={t`Volume of hair`}
          min={0.6}
          max={1.5}
          step={0.05}
          value={dna.hair.volume}
          disabled={disabled}
          onCommit={(volume) => hair({ volume })}
        />
      </div>
    </section>
  );
}
