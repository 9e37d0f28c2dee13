import { type Command, runCommand } from '@trashfire/shared/document/commands/command';
import { documentName } from '@trashfire/shared/document/names';
import { useCallback } from 'react';
import { showError } from '../../../api/query-client.ts';
import { writeTo } from '../../../collab/documents.ts';
import { useStudio } from './studio-context.ts';

/** Origin of this window's edits outside the script; undo managers follow it and nothing else (own-only undo). */
export const LOCAL_EDIT = { edit: 'local' } as const;

/** Origin of commands that the script's own undo takes back, as it does what is typed there. */
export const SCRIPT_EDIT = { edit: 'script' } as const;

/** Runs a command on the episode or its series. */
export function useEdit(): <A, R>(command: Command<A, R>, args: A) => R {
  const { episodeDoc, seriesDoc } = useStudio();
  return useCallback(
    (command, args) => {
      const session = command.document === 'series' ? seriesDoc : episodeDoc;
      return session.transact(LOCAL_EDIT, () => runCommand(session.doc, command, args, LOCAL_EDIT));
    },
    [episodeDoc, seriesDoc],
  );
}

/** The same behind a click: a refusal is shown, never thrown, since there is nobody to catch it. */
export function useCommand(): <A, R>(command: Command<A, R>, args: A) => R | null {
  const run = useEdit();
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

/**
 * The same for what comes to its end after a while, perhaps when the person has left the episode: its documents are closed by
 * then, and what is written into those is nowhere.
 */
export function useLateCommand(): <A, R>(command: Command<A, R>, args: A) => Promise<R | null> {
  const { episode, me } = useStudio();
  const { id, seriesId } = episode;
  const { collabUrl, person } = me;
  return useCallback(
    async (command, args) => {
      const name = command.document === 'series' ? documentName('series', seriesId) : documentName('episode', id);
      try {
        return await writeTo({ name, collabUrl, person: person.id }, (session) =>
          session.transact(LOCAL_EDIT, () => runCommand(session.doc, command, args, LOCAL_EDIT)),
        );
      } catch (error) {
        showError(error);
        return null;
      }
    },
    [id, seriesId, collabUrl, person.id],
  );
}
