import type { SessionView } from '@trashfire/shared/api/contract';
import { followMoves } from '@trashfire/shared/document/moves/follow-moves';
import type { CollectionName } from '@trashfire/shared/document/schema';
import { guardUndo } from '@trashfire/shared/document/undo';
import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { useEffect, useState } from 'react';
import { UndoManager, type XmlFragment } from 'yjs';
import { takeBackByCommand } from '../../script/model/reversals.ts';
import { countEdits } from './newest-undo.ts';
import { PlanStore } from './plan-store.ts';
import { sayCarried, sayDoubled } from './say-moved.ts';
import type { StudioContext } from './studio-context.ts';
import { sayUndoLost } from './undo-lost.ts';
import { LOCAL_EDIT, SCRIPT_EDIT } from './use-command.ts';

/** After an edit is stored everybody connected has it within a moment; the slowest line that is not dead within this. */
const SEEN_MS = 60_000;

export type StudioDocuments = Pick<StudioContext, 'episodeDoc' | 'seriesDoc' | 'rendersDoc'>;

/** What an episode's documents are worked with for as long as they are open: undo would be empty in new ones. */
export interface StudioTools extends Pick<StudioContext, 'undo' | 'bibleUndo'> {
  readonly plans: PlanStore;
  destroy(): void;
}

/** The caller destroys them; the documents stay open. */
export function openTools({ episodeDoc, seriesDoc, rendersDoc }: StudioDocuments): StudioTools {
  const plans = new PlanStore(episodeDoc, seriesDoc, rendersDoc);
  const undo = ownUndo(episodeDoc.doc, ['shots', 'clips', 'scenes', 'markers'], scriptFragment(episodeDoc.doc));
  const bibleUndo = ownUndo(seriesDoc.doc, ['characters', 'locations', 'props', 'canon', 'marks', 'references']);
  // For as long as the document is open, in whatever room: what was typed may still be on its way.
  const stopFollowing = followMoves(episodeDoc.doc, {
    origin: SCRIPT_EDIT,
    seen: async () => {
      await episodeDoc.durable();
      await new Promise((resolve) => setTimeout(resolve, SEEN_MS));
    },
    onCarried: sayCarried,
    onDoubled: sayDoubled,
  });
  return {
    plans,
    undo,
    bibleUndo,
    destroy() {
      stopFollowing();
      plans.destroy();
      undo.destroy();
      bibleUndo.destroy();
    },
  };
}

/** Shows a person to the others in the documents, until the server sets what it knows of them. */
export function showPerson(documents: StudioDocuments, { id, name, color }: Shown): void {
  for (const { awareness } of Object.values(documents)) {
    awareness.setLocalStateField('user', { kind: 'person', id, name, color });
  }
}
type Shown = Pick<SessionView['person'], 'id' | 'name' | 'color'>;

/**
 * The tools of these documents, null until they are there. Of the person it takes what others see and nothing more: the
 * rest of a session changes with every credit spent, and undo must outlive that.
 */
export function useStudioTools({ episodeDoc, seriesDoc, rendersDoc }: StudioDocuments, person: Shown): StudioTools | null {
  const [tools, setTools] = useState<StudioTools | null>(null);
  useEffect(() => {
    const opened = openTools({ episodeDoc, seriesDoc, rendersDoc });
    setTools(opened);
    return () => opened.destroy();
  }, [episodeDoc, seriesDoc, rendersDoc]);
  const { id, name, color } = person;
  useEffect(
    () => showPerson({ episodeDoc, seriesDoc, rendersDoc }, { id, name, color }),
    [episodeDoc, seriesDoc, rendersDoc, id, name, color],
  );
  return tools;
}

/** Undoes what this window edits by commands, one command a step, and nobody else's edits. */
function ownUndo(doc: DocumentSession['doc'], names: readonly CollectionName[], ...more: XmlFragment[]): UndoManager {
  const maps = names.map((name) => collectionMap(doc, name));
  const undo = new UndoManager([...maps, ...more], { doc, trackedOrigins: new Set([LOCAL_EDIT]), captureTimeout: 0 });
  guardUndo(undo, sayUndoLost);
  takeBackByCommand(undo, sayUndoLost);
  countEdits(undo);
  return undo;
}
