import type { Editor } from '@tiptap/react';
import { type Command, runCommand } from '@trashfire/shared/document/commands/command';
import { useCallback } from 'react';
import { showError } from '../../../api/query-client.ts';
import { asOneStep } from '../../../editor/undo-step.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { SCRIPT_EDIT } from '../../studio/model/use-command.ts';

/** Runs a command on the script as one step of its undo. */
export function useScriptEdit(editor: Editor | null): <A, R>(command: Command<A, R>, args: A) => R {
  const { episodeDoc } = useStudio();
  return useCallback(
    (command, args) =>
      asOneStep(editor, () => episodeDoc.transact(SCRIPT_EDIT, () => runCommand(episodeDoc.doc, command, args, SCRIPT_EDIT))),
    [editor, episodeDoc],
  );
}

/** The same behind a click: a refusal is shown, never thrown; null is its result then. */
export function useScriptCommand(editor: Editor | null): <A, R>(command: Command<A, R>, args: A) => R | null {
  const run = useScriptEdit(editor);
  return useCallback(
    (command, args) => {
      try {
        return run(command, args);
      } catch (error) {
        showError(error);
        return null;
      }
    },
    [run],
  );
}
