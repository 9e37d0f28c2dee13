import { Trans, useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import { Keyboard, Undo2 } from 'lucide-react';
import { ELEMENT_LABEL, onTab } from '../../../editor/chains.ts';
import { leaveScript } from '../../../editor/focus-now.ts';
import { nextElement, setElement } from '../../../editor/screenplay-keys.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { CaretPlace } from '../model/use-caret.ts';
import styles from './Script.module.css';

const BAR = ['sceneHeading', 'action', 'character', 'dialogue', 'parenthetical'] as const;

/** Above a phone's keyboard, which has no Tab: the next element and the others one touch away. */
export function ElementBar({ editor, caret }: { editor: Editor | null; caret: CaretPlace | null }) {
  const { t } = useLingui();
  if (editor === null || caret === null || !editor.isEditable) return null;
  const next = onTab(caret.type, caret.empty);
  const element = t(ELEMENT_LABEL['change' in next ? next.change : next.after]);
  return (
    <div className={styles.elementBar} role="toolbar" aria-label={t`Elements`}>
      <button type="button" className={styles.nextElement} onPointerDown={keepFocus} onClick={() => nextElement(editor)}>
        <Trans>Next: {element}</Trans>
      </button>
      <button type="button" aria-label={t`Undo my last edit`} onPointerDown={keepFocus} onClick={() => editor.commands.undo()}>
        <Icon of={Undo2} />
      </button>
      {BAR.filter((type) => type !== caret.type).map((type) => (
        <button key={type} type="button" onPointerDown={keepFocus} onClick={() => setElement(editor, type)}>
          {t(ELEMENT_LABEL[type])}
        </button>
      ))}
      <button type="button" className={styles.hideKeyboard} aria-label={t`Hide the keyboard`} onClick={() => leaveScript(editor)}>
        <Icon of={Keyboard} />
      </button>
    </div>
  );
}

/** A touch on the bar must not close the keyboard. */
function keepFocus(event: React.PointerEvent): void {
  event.preventDefault();
}
