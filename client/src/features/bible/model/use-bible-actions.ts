import { t } from '@lingui/core/macro';
import { addCanonFact } from '@trashfire/shared/document/commands/add-canon-fact';
import { removeCanonFact } from '@trashfire/shared/document/commands/remove-canon-fact';
import { updateCharacter } from '@trashfire/shared/document/commands/update-character';
import { updateLocation } from '@trashfire/shared/document/commands/update-location';
import { updateProp } from '@trashfire/shared/document/commands/update-prop';
import type { Prop } from '@trashfire/shared/document/schema';
import { newId } from '@trashfire/shared/ids';
import { useMemo } from 'react';
import { sayError } from '../../../ui/toast.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { type Entry, renaming } from './entries.ts';

const COMMANDS = {
  characters: { update: updateCharacter },
  locations: { update: updateLocation },
} as const;
type EntryKind = keyof typeof COMMANDS;

/** What a person can do to the bible; what is removed can be put back from the toast, or with the undo key. */
export function useBibleActions() {
  const run = useCommand();
  const { episode, bibleUndo } = useStudio();
  return useMemo(() => {
    const sayGone = (text: string) => sayDeleted(bibleUndo, text);
    return {
      rename(kind: EntryKind, entry: Entry, typed: string, all: readonly Entry[]) {
        const made = renaming(entry, typed, all);
        if (made.kind === 'taken') {
          sayError(t`${{ name: made.name }} is in the bible already. Choose another name, or remove one of the two.`);
        } else if (made.kind === 'renamed') run(COMMANDS[kind].update, { id: entry.id, patch: made.patch });
      },
      renameProp(prop: Prop, typed: string, all: readonly Prop[]) {
        const made = renaming({ ...prop, aliases: [] }, typed, all);
        if (made.kind === 'taken') {
          sayError(t`${{ name: made.name }} is in the bible already. Choose another name, or remove one of the two.`);
        } else if (made.kind === 'renamed') run(updateProp, { id: prop.id, patch: { name: made.patch.name } });
      },
      /** @returns whether it was added. */
      addFact(text: string): boolean {
        return run(addCanonFact, { fact: { id: newId(), text, episodeId: episode.id } }) === true;
      },
      removeFact(id: string) {
        if (run(removeCanonFact, { id })) sayGone(t`The fact is out of canon.`);
      },
    };
  }, [run, episode.id, bibleUndo]);
}
export type BibleActions = ReturnType<typeof useBibleActions>;
