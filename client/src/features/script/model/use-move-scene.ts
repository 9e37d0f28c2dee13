import { useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { moveScene } from '@trashfire/shared/document/commands/move-scene';
import { useCallback } from 'react';
import type { UndoManager } from 'yjs';
import { showError } from '../../../api/query-client.ts';
import { say } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { moveWithWayBack } from './move-steps.ts';
import type { ScenePlace } from './scene-order.ts';
import { useScriptEdit } from './use-script-command.ts';

/**
 * Moves a scene, as one step of the script's undo. Only while the studio is there: what others type in the scene meanwhile comes
 * along as long as they hear of the move while they are here to hear it.
 * @returns whether it was moved.
 */
export function useMoveScene(editor: Editor | null): (id: string, place: ScenePlace) => boolean {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const run = useScriptEdit(editor);
  return useCallback(
    (id, { before }) => {
      if (editor === null) return false;
      const undo: UndoManager = yUndoPluginKey.getState(editor.state).undoManager;
      const onAway = () => say(t`A scene can be moved when the studio is there again: others may be writing in it.`);
      const mover = {
        session: episodeDoc,
        move: (args: Parameters<typeof moveScene.run>[1]) => run(moveScene, args),
        onAway,
        onRefused: showError,
      };
      return moveWithWayBack(undo, mover, { id, before });
    },
    [editor, episodeDoc, run, t],
  );
}
