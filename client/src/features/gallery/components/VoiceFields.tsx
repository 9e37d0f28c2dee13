import { useLingui } from '@lingui/react/macro';
import { updateCharacter } from '@trashfire/shared/document/commands/update-character';
import type { Voice } from '@trashfire/shared/document/dna';
import type { Character } from '@trashfire/shared/document/schema';
import { Select } from '../../../ui/Select.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { VOICE_NAMES } from '../model/looks-words.ts';
import { Pair, RangeField } from './fields.tsx';
import styles from './Page.module.css';

const BASES = Object.keys(VOICE_NAMES) as Voice['base'][];

/** How a character sounds in every shot. */
export function VoiceFields({ character: { id, voice } }: { character: Character }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const run = useCommand();
  const disabled = !writable;
  const patch = (fields: Partial<Voice>) => run(updateCharacter, { id, patch: { voice: { ...voice, ...fields } } });
  const base = t({ message: 'Recorded voice', comment: 'The voice of the speech engine that a character is made from' });
  const title = t`Voice`;
  return (
    <section aria-label={title} className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.fields}>
        <Pair label={base}>
          <Select
            label={base}
            value={voice.base}
            disabled={disabled}
            options={BASES.map((value) => ({ value, label: VOICE_NAMES[value] }))}
            onChange={(value) => patch({ base: value })}
          />
        </Pair>
        <RangeField
          label={t`Pitch, in semitones`}
          min={-8}
          max={12}
          step={1}
          value={voice.pitch}
          disabled={disabled}
          onCommit={(pitch) => patch({ pitch })}
        />
        <RangeField
          label={t`Pace`}
          min={0.7}
          max={1.4}
          step={0.05}
          value={voice.rate}
          disabled={disabled}
          onCommit={(rate) => patch({ rate })}
        />
      </div>
    </section>
  );
}
