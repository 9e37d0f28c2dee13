import { useLingui } from '@lingui/react/macro';
import { addSection } from '@trashfire/shared/document/commands/add-section';
import { moveOutline } from '@trashfire/shared/document/commands/move-outline';
import { removeSection } from '@trashfire/shared/document/commands/remove-section';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { setSectionLevel } from '@trashfire/shared/document/commands/set-section-level';
import { oneLine, setSynopsis } from '@trashfire/shared/document/commands/set-synopsis';
import { OUTLINE_LEVELS, type OutlineItem, type OutlineName } from '@trashfire/shared/document/outline';
import { newId } from '@trashfire/shared/ids';
import { useMemo } from 'react';
import { showError } from '../../../api/query-client.ts';
import { say } from '../../../ui/toast.ts';
import { moveWithWayBack } from '../../script/model/move-steps.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand, useEdit } from '../../studio/model/use-command.ts';
import type { OutlinePlace } from './outline-order.ts';
import { useOutlineUi } from './outline-ui.ts';

export interface OutlineActions {
  /** @returns whether it was moved. */
  readonly move: (id: string, place: OutlinePlace | null) => boolean;
  /** Adds a card and opens its title. */
  readonly add: (name: OutlineName, place: OutlinePlace) => void;
  readonly rename: (item: OutlineItem, title: string) => void;
  readonly describe: (item: OutlineItem, synopsis: string) => void;
  readonly turnInto: (item: OutlineItem, name: OutlineName) => void;
  readonly remove: (item: OutlineItem) => void;
}

/** What can be done on the outline, each one step of undo. */
export function useOutlineActions(): OutlineActions {
  const { t } = useLingui();
  const { episodeDoc, undo } = useStudio();
  const run = useCommand();
  const edit = useEdit();
  const set = useOutlineUi((ui) => ui.set);
  return useMemo(() => {
    const titles = { act: t`New act`, sequence: t`New sequence`, beat: t`New beat` };
    return {
      move(id, place) {
        if (place === null) return false;
        const onAway = () => say(t`Cards can be moved when the studio is there again: others may be writing in their scenes.`);
        const mover = {
          session: episodeDoc,
          move: (args: Parameters<typeof moveOutline.run>[1]) => edit(moveOutline, args),
          onAway,
          onRefused: showError,
        };
        return moveWithWayBack(undo, mover, { id, before: place.before });
      },
      add(name, { before }) {
        const id = newId();
        const section = { id, level: OUTLINE_LEVELS[name], title: titles[name], synopsis: null, before };
        if (run(addSection, section) === true) set({ edits: { id, what: 'title' } });
      },
      rename(item, title) {
        // A heading without words would be no scene on paper, and a section none in Fountain.
        const text = oneLine(title);
        if (text !== '') run(replaceBlockText, { blockId: item.id, text });
      },
      describe: (item, text) => void run(setSynopsis, { id: item.id, synopsisId: newId(), text }),
      turnInto: (item, name) => void run(setSectionLevel, { id: item.id, level: OUTLINE_LEVELS[name] }),
      remove(item) {
        if (item.kind === 'section' && run(removeSection, { id: item.id }) === true)
          sayDeleted(undo, t`${{ title: item.title }} is out of the outline. Its scenes stay.`);
      },
    };
  }, [episodeDoc, run, edit, set, undo, t]);
}
