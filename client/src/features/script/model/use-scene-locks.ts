import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { unlockScene } from '@trashfire/shared/document/commands/unlock-scene';
import type { SceneLock } from '@trashfire/shared/document/schema';
import { readRecord } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { useEffect } from 'react';
import { showError } from '../../../api/query-client.ts';
import { useRecords } from '../../../collab/records.ts';
import { showSceneLocks } from '../../../editor/scene-locks.ts';
import { sayError } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { LOCAL_EDIT } from '../../studio/model/use-command.ts';

/** Tells the editor which scenes are locked, and what is written beside them. */
export function useSceneLocks(editor: Editor | null): void {
  // Said again in another language.
  const { i18n } = useLingui();
  const { episodeDoc } = useStudio();
  const scenes = useRecords(episodeDoc.doc, 'scenes');
  const words = JSON.stringify(scenes.flatMap(({ id, lock }) => (lock === null ? [] : [[id, lockWords(lock)]])));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language is in the words
  useEffect(() => {
    if (editor !== null && !editor.isDestroyed) showSceneLocks(editor.view, new Map(JSON.parse(words) as [string, string][]));
  }, [editor, words, i18n]);
}

/** `Nao: approved by the network`. */
export function lockWords({ name, reason }: SceneLock): string {
  return reason === '' ? t`Locked by ${name}` : t`Locked by ${name}: ${reason}`;
}

/** Says why nothing was written, with the way to change that right there. */
export function sayLocked(session: DocumentSession, sceneId: string): void {
  const lock = readRecord(session.doc, 'scenes', sceneId)?.lock ?? null;
  if (lock === null) return;
  const onClick = () => {
    try {
      session.transact(LOCAL_EDIT, () => runCommand(session.doc, unlockScene, { id: sceneId }, LOCAL_EDIT));
    } catch (error) {
      showError(error);
    }
  };
  sayError(t`This scene stays as it is. ${{ why: lockWords(lock) }}`, {
    action: { label: t({ message: 'Unlock', comment: 'A scene, so that it can be written in again.' }), onClick },
  });
}
