import { episodeRecords } from '@trashfire/shared/document/records';
import { sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { timelineOf } from '@trashfire/shared/document/timeline';
import type * as Y from 'yjs';

/** What a list shows of an episode's content. */
export interface EpisodeSummary {
  scenes: number;
  shotIds: readonly string[];
  /** Length of the cut in frames at the edit rate. */
  frames: number;
  /** When somebody last edited it; null before the first edit. */
  editedAt: Date | null;
}

/** Counts what an episode's document holds now. @param editedAt passed through. */
export function summarise(doc: Y.Doc, editedAt: Date | null): EpisodeSummary {
  const { shots, clips } = episodeRecords(doc);
  return {
    scenes: sceneIdsOf(doc).length,
    shotIds: shots.map((shot) => shot.id),
    frames: timelineOf({ shots, clips }).frames,
    editedAt,
  };
}
