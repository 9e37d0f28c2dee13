import { documentName } from '@trashfire/shared/document/names';
import { episodeRecords } from '@trashfire/shared/document/records';
import { sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { timelineOf } from '@trashfire/shared/document/timeline';
import type { Pool } from 'pg';
import type * as Y from 'yjs';
import type { DocumentReader } from './reader.ts';

/** What a list shows of an episode's content. */
export interface EpisodeSummary {
  scenes: number;
  shotIds: readonly string[];
  /** Length of the cut in frames at the edit rate. */
  frames: number;
  /** When somebody last edited it; null before the first edit. */
  editedAt: Date | null;
}

const NOTHING: EpisodeSummary = { scenes: 0, shotIds: [], frames: 0, editedAt: null };

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

export interface Summaries {
  /** @returns one summary per episode id; an episode without a document has an empty one. */
  of(episodeIds: readonly string[]): Promise<Map<string, EpisodeSummary>>;
}

interface Deps {
  pool: Pool;
  reader: DocumentReader;
  /** Summaries kept in memory. */
  kept?: number;
}

/** Summaries by document head: a list of a hundred episodes reads only those that changed since the last time. */
export function createSummaries({ pool, reader, kept = 2000 }: Deps): Summaries {
  const known = new Map<string, { seq: number; summary: EpisodeSummary }>();

  const read = async (episodeId: string, seq: number, editedAt: Date | null): Promise<EpisodeSummary> => {
    const cached = known.get(episodeId);
    if (cached?.seq === seq) return cached.summary;
    const found = await reader.head(documentName('episode', episodeId));
    if (found === null) return NOTHING;
    const summary = summarise(found.doc, editedAt);
    known.delete(episodeId);
    known.set(episodeId, { seq: found.seq, summary });
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
    return summary;
  };

  return {
    async of(episodeIds) {
      const { rows } = await pool.query<{ id: string; head_seq: string; created_at: Date | null }>(
        `SELECT d.id, d.head_seq, u.created_at FROM document d
         LEFT JOIN doc_update u ON u.document_id = d.id AND u.seq = d.head_seq
         WHERE d.id = ANY ($1) AND d.deleted_at IS NULL`,
        [episodeIds.map((id) => documentName('episode', id))],
      );
      const heads = new Map(rows.map((row) => [row.id, row]));
      const found = new Map<string, EpisodeSummary>();
      // One after the other: parsing is CPU work of this process, doing it at once would only hold more in memory.
      for (const id of episodeIds) {
        const head = heads.get(documentName('episode', id));
        found.set(id, head === undefined ? NOTHING : await read(id, Number(head.head_seq), head.created_at));
      }
      return found;
    },
  };
}
