import type { Editor } from '@tiptap/react';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { type Command, runCommand } from '@trashfire/shared/document/commands/command';
import { useCallback } from 'react';
import type { UndoManager } from 'yjs';
import { showError } from '../../../api/query-client.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { SCRIPT_EDIT } from '../../studio/model/use-command.ts';

/** Runs a command on the script as one step of its undo. A refusal is shown, never thrown; null is its result then. */
export function useScriptCommand(editor: Editor | null): <A, R>(command: Command<A, R>, args: A) => R | null {
  const { episodeDoc } = useStudio();
  return useCallback(
    (command, args) => {
      const undo: UndoManager | undefined = editor === null ? undefined : yUndoPluginKey.getState(editor.state)?.undoManager;
      try {
        // Neither part of what was typed right before nor of what is typed next.
        undo?.stopCapturing();
        return episodeDoc.transact(SCRIPT_EDIT, () => runCommand(episodeDoc.doc, command, args, SCRIPT_EDIT));
      } catch (error) {
        showError(error);
        return null;
      } finally {
        undo?.stopCapturing();
      }
    },
    [editor, episodeDoc],
  );
}
