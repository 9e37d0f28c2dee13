import { Trans, useLingui } from '@lingui/react/macro';
import { updateProp } from '@trashfire/shared/document/commands/update-prop';
import { PROP_KINDS } from '@trashfire/shared/document/vocabulary';
import { useRecords } from '../../../collab/records.ts';
import { DraftField } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { PROP_WORDS } from '../model/kind-words.ts';
import { DrawnSheet } from './DrawnSheet.tsx';
import { Pair } from './fields.tsx';
import styles from './Page.module.css';

/** A thing of the story: words, and what it is drawn as. */
export function PropPage({ id }: { id: string }) {
  const { t } = useLingui();
  const { seriesDoc, writable } = useStudio();
  const run = useCommand();
  const prop = useRecords(seriesDoc.doc, 'props').find((one) => one.id === id);
  if (prop === undefined) return null;
  const { name, description, kind } = prop;
  return (
    <>
      {writable ? (
        <DraftField
          multiline
          label={t`Description of ${name}`}
          value={description}
          onCommit={(text) => run(updateProp, { id, patch: { description: text } })}
        />
      ) : (
        <p className={styles.words}>{description}</p>
      )}
      <div className={styles.fields}>
        <Pair label={t`Drawn as`}>
          <Select
            label={t`Drawn as`}
            value={kind}
            disabled={!writable}
            options={PROP_KINDS.map((value) => ({ value, label: t(PROP_WORDS[value]) }))}
            onChange={(value) => run(updateProp, { id, patch: { kind: value } })}
          />
        </Pair>
      </div>
      <DrawnSheet
        title={t`The prop`}
        note={<Trans>Drawn by the animatic engine, as an insert shows it. It is no painted design.</Trans>}
        subject={{ kind: 'prop', id }}
        looks={`${kind}/${name}`}
        action={t`Draw it`}
        nameOf={() => name}
      />
    </>
  );
}
