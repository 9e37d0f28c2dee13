import { useLingui } from '@lingui/react/macro';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { DraftField } from '../../../ui/Field.tsx';
import { useCommand } from '../../studio/model/use-command.ts';
import type { SceneLine } from '../model/scene-lines.ts';
import styles from './Inspector.module.css';

/** A line of the script where the shot speaks it: what is written here is written there. */
export function LineField({ line, disabled }: { line: SceneLine; disabled: boolean }) {
  const { t } = useLingui();
  const run = useCommand();
  const { speaker } = line;
  return (
    <>
      <b>{speaker}</b>
      <DraftField
        label={t`Line of ${speaker}`}
        multiline
        className={styles.lineText}
        value={line.text}
        disabled={disabled}
        onCommit={(text) => run(replaceBlockText, { blockId: line.id, text })}
      />
    </>
  );
}
