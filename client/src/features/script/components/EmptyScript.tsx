import { Trans, useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import { OFFLINE_DRAFTER } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { ClipboardPaste, PenLine, Sparkle } from 'lucide-react';
import { showError } from '../../../api/query-client.ts';
import { useUi } from '../../../app/ui-store.ts';
import { enterScript } from '../../../editor/focus-now.ts';
import { pasteScript } from '../../../editor/paste-fountain.ts';
import { Button } from '../../../ui/Button.tsx';
import { readClipboard } from '../../../ui/clipboard.ts';
import { useDraft } from '../../chat/model/use-kept-chat.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import styles from './Script.module.css';

/** A blank page with three ways to begin. */
export function EmptyScript({ editor }: { editor: Editor | null }) {
  const { t } = useLingui();
  const { writable, episode, me } = useStudio();
  const togglePanel = useUi((ui) => ui.togglePanel);
  const setText = useDraft();
  if (!writable)
    return (
      <p className={styles.emptyWords}>
        <Trans>Nothing is written here yet.</Trans>
      </p>
    );
  const paste = async () => {
    const text = await readClipboard();
    if (text === null || text.trim() === '') {
      showError(new AppError('bad-input', t`There is no text to paste. Copy a script first, then press Ctrl+V on this page.`));
      return;
    }
    if (editor === null) return;
    enterScript(editor);
    pasteScript(editor.view, text);
  };
  return (
    <section className={styles.empty} aria-label={t`Begin`}>
      <h2>
        <Trans>Nothing is written yet</Trans>
      </h2>
      <p>
        <Trans>Begin with INT. or EXT. and a place. Enter and Tab know what comes next.</Trans>
      </p>
      <div className={styles.emptyActions}>
        <Button icon={PenLine} variant="primary" onClick={() => editor && enterScript(editor)}>
          <Trans>Write</Trans>
        </Button>
        <Button icon={ClipboardPaste} onClick={() => void paste()}>
          <Trans>Paste a script</Trans>
        </Button>
        {me.profile.agent !== OFFLINE_DRAFTER ? (
          <Button
            icon={Sparkle}
            onClick={() => {
              setText(t`Draft a first scene for “${{ title: episode.title }}”.`);
              togglePanel('chat', true);
            }}
          >
            <Trans>Ask Ember to draft</Trans>
          </Button>
        ) : null}
      </div>
    </section>
  );
}
