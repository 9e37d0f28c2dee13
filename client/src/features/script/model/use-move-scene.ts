import { useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { moveScene } from '@trashfire/shared/document/commands/move-scene';
import { useCallback } from 'react';
import type { UndoManager } from 'yjs';
import { usePeers } from '../../../collab/presence.ts';
import { say } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { takenBackBy, type Way } from './reversals.ts';
import type { ScenePlace } from './scene-order.ts';
import { useScriptCommand } from './use-script-command.ts';

/**
 * Moves a scene, as one step of the script's undo. Only while the studio is there: what others type in the scene meanwhile comes
 * along as long as they hear of the move while they are here to hear it.
 * @returns whether it was moved.
 */
export function useMoveScene(editor: Editor | null): (id: string, place: ScenePlace) => boolean {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const peers = usePeers(episodeDoc.awareness);
  const run = useScriptCommand(editor);
  return useCallback(
    (id, { before }) => {
      if (editor === null) return false;
      if (episodeDoc.status.connection !== 'online') {
        say(t`A scene can be moved when the studio is there again: others may be writing in it.`);
        return false;
      }
      const busy = [...new Set(peers.flatMap(({ place }) => (place?.sceneId ? [place.sceneId] : [])))];
      const step = (to: string | null): Way | null => {
        const moved = run(moveScene, { id, before: to, busy });
        return moved === null || moved === undefined ? null : () => step(moved.before);
      };
      const back = step(before);
      const undo: UndoManager = yUndoPluginKey.getState(editor.state).undoManager;
      if (back !== null) takenBackBy(undo, back);
      return back !== null;
    },
    [editor, episodeDoc, peers, run, t],
  );
}
