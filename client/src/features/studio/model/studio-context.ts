import type { EpisodeView, SessionView } from '@trashfire/shared/api/contract';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { createContext, useContext } from 'react';
import type { UndoManager } from 'yjs';

/** What every room of one episode stands on. */
export interface StudioContext {
  readonly episode: EpisodeView;
  readonly seriesTitle: string;
  readonly me: SessionView;
  readonly episodeDoc: DocumentSession;
  readonly seriesDoc: DocumentSession;
  readonly rendersDoc: DocumentSession;
  /** Undoes this window's own edits of board and timeline; the script has the editor's own. */
  readonly undo: UndoManager;
  /** The same for the bible, which is another document. */
  readonly bibleUndo: UndoManager;
  /** Whether this person may edit at all. */
  readonly writable: boolean;
}

export const Studio = createContext<StudioContext | null>(null);

export function useStudio(): StudioContext {
  const context = useContext(Studio);
  if (context === null) throw new Error('useStudio outside of a studio');
  return context;
}
